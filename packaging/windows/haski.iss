; Installer for Windows, made with Inno Setup 6 from the folder that package.py has made:
;   iscc /DVersion=0.1.0 /DFolder=..\..\dist\haski-desktop packaging\windows\haski.iss
; Not yet run: no Windows machine has built the program so far.

[Setup]
AppId={{6B0E3C1E-0B1B-4F57-9C43-6C6F3A9D5E21}
AppName=Haski Desktop
AppVersion={#Version}
AppPublisher=The Haski Desktop developers
DefaultDirName={autopf}\Haski Desktop
DefaultGroupName=Haski Desktop
DisableProgramGroupPage=yes
; For one person without administrator rights, or for all with them.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=haski-desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
ChangesEnvironment=yes
UninstallDisplayIcon={app}\haski-desktop.exe
#ifdef Sign
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{group}\Haski Desktop"; Filename: "{app}\haski-desktop.exe"
Name: "{autodesktop}\Haski Desktop"; Filename: "{app}\haski-desktop.exe"; Tasks: desktopicon

; "Open with" offers the program; nothing is opened with it unasked.
[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\haski-desktop.exe"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\haski-desktop.exe\shell\open\command"; ValueType: string; ValueData: """{app}\haski-desktop.exe"" ""%1"""
#define Photo(str ending) 'Root: HKA; Subkey: "Software\Classes\Applications\haski-desktop.exe\SupportedTypes"; ValueType: string; ValueName: "' + ending + '"; ValueData: ""'
#emit Photo(".jpg")
#emit Photo(".jpeg")
#emit Photo(".png")
#emit Photo(".webp")
#emit Photo(".heic")
#emit Photo(".heif")
#emit Photo(".avif")
#emit Photo(".tif")
#emit Photo(".tiff")
#emit Photo(".gif")
#emit Photo(".bmp")
