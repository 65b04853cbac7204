<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open photos…</source>
        <translation>&amp;Fotos öffnen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Continue &amp;last batch</source>
        <translation>&amp;Letzten Stapel fortsetzen</translation>
    </message>
    <message>
        <source>Bring back what was done of the last folders, and analyse the rest</source>
        <translation>Holt zurück, was von den letzten Ordnern fertig war, und analysiert den Rest</translation>
    </message>
    <message>
        <source>There is no batch of folders that was not finished</source>
        <translation>Es gibt keinen Ordner-Stapel, der nicht fertig wurde</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export &amp;all…</source>
        <translation>Alle expor&amp;tieren…</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>Ber&amp;icht…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>B&amp;ild kopieren</translation>
    </message>
    <message>
        <source>Analyse a&amp;gain</source>
        <translation>Er&amp;neut analysieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>&amp;Undo remove</source>
        <translation>Entfernen &amp;rückgängig</translation>
    </message>
    <message>
        <source>C&amp;lear list</source>
        <translation>&amp;Liste leeren</translation>
    </message>
    <message>
        <source>&amp;Search photos</source>
        <translation>Fotos &amp;suchen</translation>
    </message>
    <message>
        <source>Show &amp;where the model looked</source>
        <translation>Zeigen, &amp;wohin das Modell geschaut hat</translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>Blick des Modells</translation>
    </message>
    <message>
        <source>Lay over the photo how much each part of it counted</source>
        <translation>Legt über das Foto, wie viel jeder Teil davon gezählt hat</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>An &amp;Fenster anpassen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassen</translation>
    </message>
    <message>
        <source>S&amp;hortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Export selected…</source>
        <translation>&amp;Ausgewählte exportieren…</translation>
    </message>
    <message>
        <source>&amp;Watch folder…</source>
        <translation>Ordner über&amp;wachen…</translation>
    </message>
    <message>
        <source>Analyse photos as they arrive in a folder, until you stop it</source>
        <translation>Fotos analysieren, sobald sie in einem Ordner ankommen, bis Sie es beenden</translation>
    </message>
    <message>
        <source>Export s&amp;hown…</source>
        <translation>An&amp;gezeigte exportieren…</translation>
    </message>
    <message>
        <source>Save the results of the photos that the list shows</source>
        <translation>Die Ergebnisse der Fotos speichern, die die Liste zeigt</translation>
    </message>
    <message>
        <source>The list shows all photos</source>
        <translation>Die Liste zeigt alle Fotos</translation>
    </message>
    <message>
        <source>Show exported file in fol&amp;der</source>
        <translation>Exportierte Datei im O&amp;rdner zeigen</translation>
    </message>
    <message>
        <source>A page about each selected photo, to be handed to a doctor</source>
        <translation>Eine Seite über jedes ausgewählte Foto, die man in einer Arztpraxis abgeben kann</translation>
    </message>
    <message>
        <source>There is no result yet</source>
        <translation>Es gibt noch kein Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>Ergebnis &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy result as &amp;JSON</source>
        <translation>Ergebnis als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Show photo in &amp;folder</source>
        <translation>Foto im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Pho&amp;to list</source>
        <translation>Foto&amp;liste</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Photos as &amp;grid</source>
        <translation>Fotos als &amp;Raster</translation>
    </message>
    <message>
        <source>Su&amp;mmary…</source>
        <translation>&amp;Zusammenfassung…</translation>
    </message>
    <message>
        <source>How many photos have which answer, in bars</source>
        <translation>Wie viele Fotos welche Antwort haben, in Balken</translation>
    </message>
    <message>
        <source>Outline of the &amp;face</source>
        <translation>Umriss des &amp;Gesichts</translation>
    </message>
    <message>
        <source>Draw the outline of each face that was found</source>
        <translation>Umriss jedes gefundenen Gesichts zeichnen</translation>
    </message>
    <message>
        <source>&amp;Regions of the face</source>
        <translation>&amp;Bereiche des Gesichts</translation>
    </message>
    <message>
        <source>Draw forehead, nose, cheeks and chin as far as they can be seen</source>
        <translation>Stirn, Nase, Wangen und Kinn zeichnen, soweit sie zu sehen sind</translation>
    </message>
    <message>
        <source>&amp;Skin</source>
        <translation>Hau&amp;t</translation>
    </message>
    <message>
        <source>Hatch what was taken for skin</source>
        <translation>Schraffieren, was für Haut gehalten wurde</translation>
    </message>
    <message>
        <source>&amp;Hair</source>
        <translation>&amp;Haar</translation>
    </message>
    <message>
        <source>Hatch what was taken for hair</source>
        <translation>Schraffieren, was für Haar gehalten wurde</translation>
    </message>
    <message>
        <source>&amp;Parts that the answers rest on</source>
        <translation>Aus&amp;schnitte hinter den Antworten</translation>
    </message>
    <message>
        <source>Draw a box around the part of the photo that was judged</source>
        <translation>Den Teil des Fotos einrahmen, der beurteilt wurde</translation>
    </message>
    <message>
        <source>Actual pi&amp;xels</source>
        <translation>Originalgröße (&amp;1:1)</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Show history</source>
        <translation>&amp;Verlauf zeigen</translation>
    </message>
    <message>
        <source>&amp;Add to history…</source>
        <translation>Zum Verlauf &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Keep the marked photos&apos; results in a person&apos;s history</source>
        <translation>Die Ergebnisse der markierten Fotos im Verlauf einer Person aufbewahren</translation>
    </message>
    <message>
        <source>No photo with a result is marked</source>
        <translation>Es ist kein Foto mit einem Ergebnis markiert</translation>
    </message>
    <message>
        <source>&amp;Choose model…</source>
        <translation>Modell &amp;wählen…</translation>
    </message>
    <message>
        <source>Choose model &amp;file…</source>
        <translation>Modell&amp;datei wählen…</translation>
    </message>
    <message>
        <source>Use the &amp;bundled model</source>
        <translation>&amp;Mitgeliefertes Modell verwenden</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatisch</translation>
    </message>
    <message>
        <source>Model c&amp;ard</source>
        <translation>M&amp;odellkarte</translation>
    </message>
    <message>
        <source>&amp;Start here</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>What the &amp;result means</source>
        <translation>Was das Er&amp;gebnis bedeutet</translation>
    </message>
    <message>
        <source>When to see a &amp;dermatologist</source>
        <translation>Wann zum &amp;Hautarzt</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>&amp;About and licences</source>
        <translation>&amp;Über und Lizenzen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Over the &amp;photo</source>
        <translation>Über dem F&amp;oto</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>Hi&amp;story</source>
        <translation>Ve&amp;rlauf</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation>&amp;Laufzeit</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add to the history</source>
        <translation>Zum Verlauf hinzufügen</translation>
    </message>
    <message>
        <source>Name of a person, known or new</source>
        <translation>Name einer Person, bekannt oder neu</translation>
    </message>
    <message>
        <source>as the photo shows</source>
        <translation>wie das Foto zeigt</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>Wörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Körperteil</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Search names, notes, tags, answers</source>
        <translation>Namen, Notizen, Stichwörter, Antworten suchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Den Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Every part of the body</source>
        <translation>Jeder Körperteil</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Körperteil</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Export person…</source>
        <translation>Person exportieren…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Turn on…</source>
        <translation>Einschalten…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark two photos to compare them.</source>
        <translation>Markieren Sie zwei Fotos, um sie zu vergleichen.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) marked</source>
        <translation>
            <numerusform>%n Foto markiert</numerusform>
            <numerusform>%n Fotos markiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a person to see what is measured over time.</source>
        <translation>Wählen Sie eine Person, um zu sehen, was über die Zeit gemessen ist.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>The history is off: nothing is added any more.</source>
        <translation>Der Verlauf ist ausgeschaltet: Es kommt nichts mehr hinzu.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>Name der Person</translation>
    </message>
    <message>
        <source>Export person</source>
        <translation>Person exportieren</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>“{name}” was exported.</source>
        <translation>„{name}“ wurde exportiert.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n photo(s) from the history?</source>
        <translation>
            <numerusform>%n Foto aus dem Verlauf löschen?</numerusform>
            <numerusform>%n Fotos aus dem Verlauf löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete “{name}” and all of their photos from the history?</source>
        <translation>„{name}“ mit allen Fotos aus dem Verlauf löschen?</translation>
    </message>
    <message>
        <source>Delete everybody&apos;s photos and results, and turn the history off?</source>
        <translation>Fotos und Ergebnisse aller Personen löschen und den Verlauf ausschalten?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>It can&apos;t be undone. The photos&apos; own files stay where they are.</source>
        <translation>Das lässt sich nicht rückgängig machen. Die Dateien der Fotos selbst bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Deleted. Nothing of it is left in the history&apos;s file.</source>
        <translation>Gelöscht. In der Datei des Verlaufs ist nichts davon geblieben.</translation>
    </message>
</context>
<context>
    <name>CareBox</name>
    <message>
        <source>What you can do</source>
        <translation>Was Sie tun können</translation>
    </message>
    <message>
        <source>More about: {condition}</source>
        <translation>Mehr dazu: {condition}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Show only</source>
        <translation>Nur zeigen</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr…</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Watch folder</source>
        <translation>Ordner überwachen</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <source>That is only a link to a picture.</source>
        <translation>Das ist nur ein Link zu einem Bild.</translation>
    </message>
    <message>
        <source>Nothing is fetched from the internet. Save the picture, then open it.</source>
        <translation>Aus dem Internet wird nichts geladen. Speichern Sie das Bild und öffnen Sie es dann.</translation>
    </message>
    <message>
        <source>There is no photo in it.</source>
        <translation>Darin ist kein Foto.</translation>
    </message>
    <message>
        <source>Copy a picture or a photo&apos;s file, then paste again.</source>
        <translation>Kopieren Sie ein Bild oder eine Fotodatei und fügen Sie erneut ein.</translation>
    </message>
    <message>
        <source>The result was copied.</source>
        <translation>Das Ergebnis ist kopiert.</translation>
    </message>
    <message>
        <source>The result was copied as JSON.</source>
        <translation>Das Ergebnis ist als JSON kopiert.</translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation>Das Bild ist kopiert.</translation>
    </message>
    <message>
        <source>Choose a model bundle</source>
        <translation>Modellpaket wählen</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>Eine Modelldatei wählen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Last batch</source>
        <translation>Letzter Stapel</translation>
    </message>
    <message>
        <source>The last batch of folders is not done yet.</source>
        <translation>Der letzte Stapel von Ordnern ist noch nicht fertig.</translation>
    </message>
    <message>
        <source>Continue it with what you open now, or give up what it has done so far?</source>
        <translation>Zusammen mit dem jetzt Geöffneten fortsetzen, oder das bisher Erledigte aufgeben?</translation>
    </message>
    <message>
        <source>Continue both</source>
        <translation>Beides fortsetzen</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>The last batch is not done yet: {batch}.</source>
        <translation>Der letzte Stapel ist noch nicht fertig: {batch}.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Die Datei konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>„{name}“ gespeichert.</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>There is no copy of this photo, and its file is gone or was changed.</source>
        <translation>Von diesem Foto gibt es keine Kopie, und seine Datei fehlt oder wurde verändert.</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>Wörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Open in the main window</source>
        <translation>Im Hauptfenster öffnen</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Körperteil</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Its result can&apos;t be read.</source>
        <translation>Das Ergebnis kann nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a photo of skin or hair here</source>
        <translation>Foto von Haut oder Haar hier ablegen</translation>
    </message>
    <message>
        <source>Photos, whole folders, or a picture dragged from the browser</source>
        <translation>Fotos, ganze Ordner oder ein aus dem Browser gezogenes Bild</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Fotos wählen…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Try it with a sample photo</source>
        <translation>Mit einem Beispielfoto ausprobieren</translation>
    </message>
    <message>
        <source>Your photos stay on this computer. Nothing is uploaded.</source>
        <translation>Ihre Fotos bleiben auf diesem Computer. Nichts wird hochgeladen.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>When to see a dermatologist</source>
        <translation>Wann Sie zum Hautarzt gehen sollten</translation>
    </message>
</context>
<context>
    <name>HeadCard</name>
    <message>
        <source>Your answers</source>
        <translation>Ihre Antworten</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>A bar for each possible answer</source>
        <translation>Ein Balken für jede mögliche Antwort</translation>
    </message>
    <message>
        <source>Change your answers…</source>
        <translation>Antworten ändern…</translation>
    </message>
    <message>
        <source>Answer six questions…</source>
        <translation>Sechs Fragen beantworten…</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Opening the history…</source>
        <translation>Der Verlauf wird geöffnet…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>{count} of {all} photos were added.</source>
        <translation>{count} von {all} Fotos wurden hinzugefügt.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) added.</source>
        <translation>
            <numerusform>%n Foto hinzugefügt.</numerusform>
            <numerusform>%n Fotos hinzugefügt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>less</source>
        <translation>weniger</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Strength of what lies over the photo</source>
        <translation>Wie stark zu sehen ist, was über dem Foto liegt</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ModelInUse</name>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>results are made up</source>
        <translation>Ergebnisse sind erfunden</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modell {version}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The usual ones are in use. The damaged file is kept: {file}</source>
        <translation>Es gelten die üblichen. Die beschädigte Datei wird aufgehoben: {file}</translation>
    </message>
    <message>
        <source>Your settings could not be read.</source>
        <translation>Die Einstellungen konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The model before stays in use.</source>
        <translation>Das bisherige Modell bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>This model can&apos;t be used.</source>
        <translation>Dieses Modell ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>Modell wählen…</translation>
    </message>
    <message>
        <source>Photos can&apos;t be analysed.</source>
        <translation>Fotos können nicht analysiert werden.</translation>
    </message>
    <message>
        <source>There are no photos in this folder.</source>
        <translation>In diesem Ordner sind keine Fotos.</translation>
    </message>
    <message>
        <source>The last batch&apos;s photos are gone.</source>
        <translation>Die Fotos des letzten Stapels sind nicht mehr da.</translation>
    </message>
    <message>
        <source>The photos are analysed all the same.</source>
        <translation>Die Fotos werden trotzdem analysiert.</translation>
    </message>
    <message>
        <source>This batch can&apos;t be continued later.</source>
        <translation>Dieser Stapel lässt sich später nicht fortsetzen.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Die Datei konnte nicht gespeichert werden.</translation>
    </message>
</context>
<context>
    <name>OverTime</name>
    <message>
        <source>Nothing stands out on any day.</source>
        <translation>An keinem Tag fällt etwas auf.</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Über die Zeit</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Skin</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Haar</translation>
    </message>
    <message>
        <source>Regions of the face</source>
        <translation>Bereiche des Gesichts</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Part that the answer rests on</source>
        <translation>Ausschnitt hinter der Antwort</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>kein Ergebnis</translation>
    </message>
    <message>
        <source>nobody has looked</source>
        <translation>nicht untersucht</translation>
    </message>
    <message>
        <source>there is no answer</source>
        <translation>es gibt keine Antwort</translation>
    </message>
    <message>
        <source>none to be seen</source>
        <translation>keine zu sehen</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>{share} of the photo</source>
        <translation>{share} des Fotos</translation>
    </message>
    <message>
        <source>{share}; analysing again shows where</source>
        <translation>{share}; eine neue Analyse zeigt, wo</translation>
    </message>
    <message>
        <source>How much each part of the photo spoke for “{label}”. Coarse: it is not the outline of a condition.</source>
        <translation>Wie viel jeder Teil des Fotos für „{label}“ gesprochen hat. Nur grob: kein Umriss einer Hautveränderung.</translation>
    </message>
    <message>
        <source>There is no result that the model looked at anything for</source>
        <translation>Es gibt kein Ergebnis, für das das Modell etwas angeschaut hätte</translation>
    </message>
    <message>
        <source>A demo result is made up: the model looked at nothing</source>
        <translation>Ein Demo-Ergebnis ist erfunden: Das Modell hat nichts angeschaut</translation>
    </message>
    <message>
        <source>The photo shows neither skin nor hair, so there is no answer to explain</source>
        <translation>Das Foto zeigt weder Haut noch Haar, also gibt es keine Antwort zu erklären</translation>
    </message>
    <message>
        <source>{question} can&apos;t be judged from this photo, so there is nothing to show</source>
        <translation>{question} lässt sich auf diesem Foto nicht beurteilen, also gibt es nichts zu zeigen</translation>
    </message>
    <message>
        <source>It is not known where the model looked; analysing again may tell</source>
        <translation>Wohin das Modell geschaut hat, ist nicht bekannt; eine neue Analyse kann es zeigen</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Start here</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Give it a photo.</source>
        <translation>Geben Sie ein Foto hinein.</translation>
    </message>
    <message>
        <source>Drop it on the window, paste it, or choose it with File &gt; Open.</source>
        <translation>Ziehen Sie es auf das Fenster, fügen Sie es ein oder wählen Sie es über Datei &gt; Fotos öffnen.</translation>
    </message>
    <message>
        <source>Read the cards.</source>
        <translation>Lesen Sie die Karten.</translation>
    </message>
    <message>
        <source>One each for skin type, hair type and condition. Each says what it looks like, how sure that is, and what else it could be.</source>
        <translation>Je eine für Hauttyp, Haartyp und Hautbild. Jede sagt, wonach es aussieht, wie sicher das ist und was es sonst sein könnte.</translation>
    </message>
    <message>
        <source>Give it many.</source>
        <translation>Geben Sie viele hinein.</translation>
    </message>
    <message>
        <source>Drop a folder. The list fills while you go on; search, filter and sort it, and move through it with the arrow keys.</source>
        <translation>Ziehen Sie einen Ordner hinein. Die Liste füllt sich, während Sie weiterarbeiten; Sie können sie durchsuchen, filtern, sortieren und mit den Pfeiltasten durchgehen.</translation>
    </message>
    <message>
        <source>Keep the results.</source>
        <translation>Behalten Sie die Ergebnisse.</translation>
    </message>
    <message>
        <source>The answer is only as good as the photo: daylight, in focus, close enough that skin or hair fills most of it, without a filter.</source>
        <translation>Die Antwort ist nur so gut wie das Foto: Tageslicht, scharf, so nah, dass Haut oder Haar den größten Teil ausfüllt, ohne Filter.</translation>
    </message>
    <message>
        <source>Everything happens on this computer. The program opens no network connection.</source>
        <translation>Alles geschieht auf diesem Computer. Das Programm öffnet keine Netzwerkverbindung.</translation>
    </message>
    <message>
        <source>Let them come.</source>
        <translation>Lassen Sie sie kommen.</translation>
    </message>
    <message>
        <source>File &gt; Watch folder analyses what arrives in a folder, such as the one that your phone fills, until you stop it.</source>
        <translation>Datei &gt; Ordner überwachen analysiert, was in einem Ordner ankommt, etwa in dem, den Ihr Telefon füllt, bis Sie es beenden.</translation>
    </message>
    <message>
        <source>File &gt; Export saves a table or JSON, or drag rows out of the list. View &gt; Summary shows how many photos have which answer.</source>
        <translation>Datei &gt; Exportieren speichert eine Tabelle oder JSON; oder ziehen Sie Zeilen aus der Liste. Ansicht &gt; Zusammenfassung zeigt, wie viele Fotos welche Antwort haben.</translation>
    </message>
    <message>
        <source>What the result means</source>
        <translation>Was das Ergebnis bedeutet</translation>
    </message>
    <message>
        <source>One answer fits clearly better than the others.</source>
        <translation>Eine Antwort passt deutlich besser als die anderen.</translation>
    </message>
    <message>
        <source>More than one answer fits. The card names them.</source>
        <translation>Mehr als eine Antwort passt. Die Karte nennt sie.</translation>
    </message>
    <message>
        <source>The photo does not show it well enough, so no answer is given.</source>
        <translation>Das Foto zeigt es nicht gut genug, deshalb gibt es keine Antwort.</translation>
    </message>
    <message>
        <source>The photo shows something else.</source>
        <translation>Das Foto zeigt etwas anderes.</translation>
    </message>
    <message>
        <source>The file could not be read; the reason is given.</source>
        <translation>Die Datei konnte nicht gelesen werden; der Grund steht dabei.</translation>
    </message>
    <message>
        <source>Made up, to show the program without a model.</source>
        <translation>Erfunden, um das Programm ohne Modell zu zeigen.</translation>
    </message>
    <message>
        <source>The percentages are what the model gives each label of one question; they add up to 100 %. They say how well the photo fits what the model was trained on, not how likely it is that you have something.</source>
        <translation>Die Prozente verteilt das Modell auf die Antworten einer Frage; zusammen sind es 100 %. Sie sagen, wie gut das Foto zu dem passt, womit das Modell trainiert wurde, nicht, wie wahrscheinlich es ist, dass Sie etwas haben.</translation>
    </message>
    <message>
        <source>Go on later.</source>
        <translation>Später weitermachen.</translation>
    </message>
    <message>
        <source>Close the window whenever you like. File &gt; Continue last batch brings back what was done of the folders and does the rest.</source>
        <translation>Schließen Sie das Fenster, wann Sie möchten. Datei &gt; Letzten Stapel fortsetzen holt zurück, was von den Ordnern fertig war, und erledigt den Rest.</translation>
    </message>
    <message>
        <source>The model knows only the labels shown and was trained on few people. It is often wrong, and less reliable for whom it has seen least.</source>
        <translation>Das Modell kennt nur die gezeigten Antworten und wurde mit wenigen Menschen trainiert. Es irrt oft, und am ehesten bei denen, die es am seltensten gesehen hat.</translation>
    </message>
    <message>
        <source>Eczema and psoriasis look so much alike that the model never chooses between them, whatever the bars say.</source>
        <translation>Ekzem und Psoriasis sehen sich so ähnlich, dass das Modell sich nie zwischen ihnen entscheidet, was auch immer die Balken sagen.</translation>
    </message>
    <message>
        <source>When to see a dermatologist</source>
        <translation>Wann Sie zum Hautarzt gehen sollten</translation>
    </message>
    <message>
        <source>This program does not look for skin cancer and can&apos;t rule it out, whatever it answers. See a dermatologist soon about a mole or spot with any of these signs:</source>
        <translation>Dieses Programm sucht nicht nach Hautkrebs und kann ihn nicht ausschließen, was immer es antwortet. Gehen Sie bald zum Hautarzt, wenn ein Muttermal oder Fleck eines dieser Zeichen hat:</translation>
    </message>
    <message>
        <source>Asymmetry: one half is unlike the other.</source>
        <translation>Asymmetrie: Eine Hälfte ist anders als die andere.</translation>
    </message>
    <message>
        <source>Border: it is ragged, notched or blurred.</source>
        <translation>Begrenzung: Der Rand ist ausgefranst, gezackt oder verwaschen.</translation>
    </message>
    <message>
        <source>Colour: it has several colours, or an uneven one.</source>
        <translation>Colour (Farbe): Er hat mehrere Farben oder eine ungleichmäßige.</translation>
    </message>
    <message>
        <source>Diameter: it is larger than about 6 mm, or growing.</source>
        <translation>Durchmesser: Er ist größer als etwa 6 mm oder wächst.</translation>
    </message>
    <message>
        <source>Evolving: it changes in size, shape or colour, itches or bleeds.</source>
        <translation>Entwicklung: Er verändert Größe, Form oder Farbe, juckt oder blutet.</translation>
    </message>
    <message>
        <source>See a dermatologist, too, about a sore that does not heal, a rash that spreads, hurts or comes with fever, sudden hair loss, or anything else that worries you.</source>
        <translation>Gehen Sie auch zum Hautarzt, wenn eine Wunde nicht heilt, ein Ausschlag sich ausbreitet, schmerzt oder mit Fieber einhergeht, bei plötzlichem Haarausfall oder wenn Sie etwas anderes beunruhigt.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Mauszeiger vergrößern</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Fit, or look closer</source>
        <translation>Anpassen oder näher ansehen</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>Foto verschieben</translation>
    </message>
    <message>
        <source>Drag, or arrow keys</source>
        <translation>Ziehen oder Pfeiltasten</translation>
    </message>
    <message>
        <source>Next photo in the list</source>
        <translation>Nächstes Foto in der Liste</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>About Haski Desktop</source>
        <translation>Über Haski Desktop</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Analyses photos of skin and hair on this computer. The program is licensed under the Apache License 2.0 and stands on the work of others:</source>
        <translation>Analysiert Fotos von Haut und Haar auf diesem Computer. Das Programm steht unter der Apache License 2.0 und baut auf der Arbeit anderer auf:</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The texts in this language are machine-made, not proofread. If you speak it, you can help: “Texts” in CONTRIBUTING.md, in the program&apos;s source, names the files to correct.</source>
        <translation>Die Texte in dieser Sprache sind maschinell übersetzt und nicht Korrektur gelesen. Wenn Sie sie sprechen, können Sie helfen: „Texts“ in CONTRIBUTING.md, im Quelltext des Programms, nennt die Dateien, die zu verbessern sind.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Laufzeit</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search photos</source>
        <translation>Fotos suchen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Show the photos in a grid</source>
        <translation>Fotos als Raster zeigen</translation>
    </message>
    <message>
        <source>No photo matches.</source>
        <translation>Kein Foto passt dazu.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>Wie geladen</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>Nach Zustand</translation>
    </message>
    <message>
        <source>By answer</source>
        <translation>Nach Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total} photos</source>
        <translation>{shown} von {total} Fotos</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, start the program anew, and send the details to its developers if you like. Nothing was sent by itself.</source>
        <translation>Sie können weiterarbeiten. Wenn es wieder geschieht, starten Sie das Programm neu und senden Sie, wenn Sie mögen, die Einzelheiten an die Entwickler. Von selbst wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>{done} of {total} photos</source>
        <translation>{done} von {total} Fotos</translation>
    </message>
    <message>
        <source>Paused: {done}</source>
        <translation>Angehalten: {done}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancelled: {done} of {total} photos analysed</source>
        <translation>Abgebrochen: {done} von {total} Fotos analysiert</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) analysed</source>
        <translation>
            <numerusform>%n Foto analysiert</numerusform>
            <numerusform>%n Fotos analysiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not skin or hair</source>
        <translation>
            <numerusform>%n weder Haut noch Haar</numerusform>
            <numerusform>%n weder Haut noch Haar</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>in {time}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Summary…</source>
        <translation>Zusammenfassung…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>Fotos werden gesucht…</translation>
    </message>
    <message>
        <source>{rate} photos a second</source>
        <translation>{rate} Fotos pro Sekunde</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Continue last batch</source>
        <translation>Letzten Stapel fortsetzen</translation>
    </message>
    <message>
        <source>Continue: {batch}</source>
        <translation>Fortsetzen: {batch}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Show the &amp;photos</source>
        <translation>&amp;Fotos zeigen</translation>
    </message>
    <message>
        <source>Tell the &amp;names of the files</source>
        <translation>&amp;Namen der Dateien nennen</translation>
    </message>
    <message>
        <source>A pa&amp;ge for each photo, too</source>
        <translation>Auch eine &amp;Seite für jedes Foto</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>Sp&amp;eichern…</translation>
    </message>
    <message>
        <source>Prin&amp;t…</source>
        <translation>&amp;Drucken…</translation>
    </message>
    <message numerus="yes">
        <source>What the program says of %n photo(s), on paper that can be handed to a doctor, with room for notes.</source>
        <translation>
            <numerusform>Was das Programm von einem Foto sagt, auf Papier, das man in einer Arztpraxis abgeben kann, mit Platz für Notizen.</numerusform>
            <numerusform>Was das Programm von %n Fotos sagt, auf Papier, das man in einer Arztpraxis abgeben kann, mit Platz für Notizen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where a photo was taken, and with what, is never told.</source>
        <translation>Wo und womit ein Foto aufgenommen wurde, steht nie darin.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>Erneut analysieren</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>The analysis was cancelled before this photo&apos;s turn came.</source>
        <translation>Die Analyse wurde abgebrochen, bevor dieses Foto an der Reihe war.</translation>
    </message>
    <message>
        <source>Waiting to be analysed…</source>
        <translation>Wartet auf die Analyse…</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modell {version}</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>“{name}” exists already. Replace it?</source>
        <translation>„{name}“ gibt es schon. Ersetzen?</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Photos side by side</source>
        <translation>Fotos nebeneinander</translation>
    </message>
</context>
<context>
    <name>SkinQuestions</name>
    <message>
        <source>Your skin type</source>
        <translation>Ihr Hauttyp</translation>
    </message>
    <message>
        <source>A photo hardly shows how oily or dry skin is, and never how it feels. Think of an ordinary day of the last weeks, without make-up or cream.</source>
        <translation>Ein Foto zeigt kaum, wie fettig oder trocken Haut ist, und nie, wie sie sich anfühlt. Denken Sie an einen gewöhnlichen Tag der letzten Wochen, ohne Make-up oder Creme.</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>Antwort behalten</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left</source>
        <translation>
            <numerusform>Noch %n Frage</numerusform>
            <numerusform>Noch %n Fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>What spoke for it: {reasons}.</source>
        <translation>Was dafür sprach: {reasons}.</translation>
    </message>
</context>
<context>
    <name>SummaryBar</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Press a bar to see its photos alone in the list.</source>
        <translation>Ein Klick auf einen Balken zeigt in der Liste nur dessen Fotos.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Save summary</source>
        <translation>Zusammenfassung speichern</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>No picture to show</source>
        <translation>Kein Bild zu zeigen</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 shows the whole photo, arrow keys move it.</source>
        <translation>Plus und Minus vergrößern und verkleinern, 0 zeigt das ganze Foto, Pfeiltasten verschieben es.</translation>
    </message>
</context>
<context>
    <name>WatchRow</name>
    <message>
        <source>Stop watching</source>
        <translation>Nicht mehr überwachen</translation>
    </message>
    <message>
        <source>Watching “{folder}”</source>
        <translation>„{folder}“ wird überwacht</translation>
    </message>
    <message>
        <source>it can&apos;t be reached now; trying again</source>
        <translation>ist gerade nicht erreichbar; es wird wieder versucht</translation>
    </message>
    <message>
        <source>looking at what is there already…</source>
        <translation>was schon da ist, wird angesehen …</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) arrived so far</source>
        <translation>
            <numerusform>%n Foto ist bisher angekommen</numerusform>
            <numerusform>%n Fotos sind bisher angekommen</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing new yet</source>
        <translation>noch nichts Neues</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Also keep a smaller copy of each photo</source>
        <translation>Auch eine kleinere Kopie jedes Fotos aufbewahren</translation>
    </message>
    <message>
        <source>Turn the history on</source>
        <translation>Den Verlauf einschalten</translation>
    </message>
    <message>
        <source>Keep photos and results over time</source>
        <translation>Fotos und Ergebnisse über die Zeit aufbewahren</translation>
    </message>
    <message>
        <source>You can delete a photo, a person or everything at any time, for good.</source>
        <translation>Sie können jederzeit ein Foto, eine Person oder alles endgültig löschen.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Photos, photo and result</source>
        <translation>Fotos, Foto und Ergebnis</translation>
    </message>
    <message>
        <source>Photo and result</source>
        <translation>Foto und Ergebnis</translation>
    </message>
</context>
</TS>
