<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open photos…</source>
        <translation>&amp;Ouvrir des photos…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>Ouvrir un &amp;dossier…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>&amp;Watch folder…</source>
        <translation>&amp;Surveiller un dossier…</translation>
    </message>
    <message>
        <source>Analyse photos as they arrive in a folder, until you stop it</source>
        <translation>Analyser les photos à mesure qu’elles arrivent dans un dossier, jusqu’à ce que vous l’arrêtiez</translation>
    </message>
    <message>
        <source>Continue &amp;last batch</source>
        <translation>&amp;Continuer le dernier lot</translation>
    </message>
    <message>
        <source>Bring back what was done of the last folders, and analyse the rest</source>
        <translation>Reprendre ce qui a été fait des derniers dossiers, et analyser le reste</translation>
    </message>
    <message>
        <source>There is no batch of folders that was not finished</source>
        <translation>Il n’y a pas de lot de dossiers inachevé</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Co&amp;ller</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>&amp;Export selected…</source>
        <translation>&amp;Exporter la sélection…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Export s&amp;hown…</source>
        <translation>Exporter les photos &amp;affichées…</translation>
    </message>
    <message>
        <source>Save the results of the photos that the list shows</source>
        <translation>Enregistrer les résultats des photos que la liste affiche</translation>
    </message>
    <message>
        <source>The list shows all photos</source>
        <translation>La liste affiche toutes les photos</translation>
    </message>
    <message>
        <source>Export &amp;all…</source>
        <translation>Exporter &amp;tout…</translation>
    </message>
    <message>
        <source>Show exported file in fol&amp;der</source>
        <translation>Afficher le &amp;fichier exporté dans son dossier</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>Ra&amp;pport…</translation>
    </message>
    <message>
        <source>A page about each selected photo, to be handed to a doctor</source>
        <translation>Une page sur chaque photo sélectionnée, à remettre à un médecin</translation>
    </message>
    <message>
        <source>There is no result yet</source>
        <translation>Il n’y a pas encore de résultat</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>&amp;Copier le résultat</translation>
    </message>
    <message>
        <source>Copy result as &amp;JSON</source>
        <translation>Copier le résultat en &amp;JSON</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>Copier l’&amp;image</translation>
    </message>
    <message>
        <source>Analyse a&amp;gain</source>
        <translation>&amp;Analyser de nouveau</translation>
    </message>
    <message>
        <source>Show photo in &amp;folder</source>
        <translation>Afficher la photo dans son &amp;dossier</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>&amp;Undo remove</source>
        <translation>Ann&amp;uler le retrait</translation>
    </message>
    <message>
        <source>C&amp;lear list</source>
        <translation>&amp;Vider la liste</translation>
    </message>
    <message>
        <source>&amp;Search photos</source>
        <translation>Rec&amp;hercher des photos</translation>
    </message>
    <message>
        <source>Pho&amp;to list</source>
        <translation>&amp;Liste des photos</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Photos as &amp;grid</source>
        <translation>Photos en &amp;grille</translation>
    </message>
    <message>
        <source>Su&amp;mmary…</source>
        <translation>&amp;Résumé…</translation>
    </message>
    <message>
        <source>How many photos have which answer, in bars</source>
        <translation>Combien de photos ont quelle réponse, en barres</translation>
    </message>
    <message>
        <source>Show &amp;where the model looked</source>
        <translation>&amp;Montrer où le modèle a regardé</translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>Où il a regardé</translation>
    </message>
    <message>
        <source>Lay over the photo how much each part of it counted</source>
        <translation>Superposer à la photo l’importance de chacune de ses parties</translation>
    </message>
    <message>
        <source>Outline of the &amp;face</source>
        <translation>&amp;Contour du visage</translation>
    </message>
    <message>
        <source>Draw the outline of each face that was found</source>
        <translation>Tracer le contour de chaque visage trouvé</translation>
    </message>
    <message>
        <source>&amp;Regions of the face</source>
        <translation>&amp;Régions du visage</translation>
    </message>
    <message>
        <source>Draw forehead, nose, cheeks and chin as far as they can be seen</source>
        <translation>Tracer le front, le nez, les joues et le menton, dans la mesure où ils sont visibles</translation>
    </message>
    <message>
        <source>&amp;Skin</source>
        <translation>&amp;Peau</translation>
    </message>
    <message>
        <source>Hatch what was taken for skin</source>
        <translation>Hachurer ce qui a été pris pour de la peau</translation>
    </message>
    <message>
        <source>&amp;Hair</source>
        <translation>C&amp;heveux</translation>
    </message>
    <message>
        <source>Hatch what was taken for hair</source>
        <translation>Hachurer ce qui a été pris pour des cheveux</translation>
    </message>
    <message>
        <source>&amp;Parts that the answers rest on</source>
        <translation>Par&amp;ties sur lesquelles les réponses s’appuient</translation>
    </message>
    <message>
        <source>Draw a box around the part of the photo that was judged</source>
        <translation>Tracer un cadre autour de la partie de la photo qui a été jugée</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Zoom &amp;avant</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Zoom arrière</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>A&amp;juster à la fenêtre</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Ajuster</translation>
    </message>
    <message>
        <source>Actual pi&amp;xels</source>
        <translation>Pi&amp;xels réels</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>Comme le &amp;système</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>S&amp;ombre</translation>
    </message>
    <message>
        <source>&amp;Show history</source>
        <translation>A&amp;fficher l’historique</translation>
    </message>
    <message>
        <source>&amp;Add to history…</source>
        <translation>Ajouter à l’&amp;historique…</translation>
    </message>
    <message>
        <source>Keep the marked photos&apos; results in a person&apos;s history</source>
        <translation>Garder les résultats des photos marquées dans l’historique d’une personne</translation>
    </message>
    <message>
        <source>No photo with a result is marked</source>
        <translation>Aucune photo avec un résultat n’est marquée</translation>
    </message>
    <message>
        <source>&amp;Choose model…</source>
        <translation>&amp;Choisir un modèle…</translation>
    </message>
    <message>
        <source>Choose model &amp;file…</source>
        <translation>Choisir un &amp;fichier de modèle…</translation>
    </message>
    <message>
        <source>Use the &amp;bundled model</source>
        <translation>&amp;Utiliser le modèle fourni</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatique</translation>
    </message>
    <message>
        <source>Model c&amp;ard</source>
        <translation>Fic&amp;he du modèle</translation>
    </message>
    <message>
        <source>&amp;Start here</source>
        <translation>&amp;Commencer ici</translation>
    </message>
    <message>
        <source>What the &amp;result means</source>
        <translation>Que &amp;signifie le résultat</translation>
    </message>
    <message>
        <source>When to see a &amp;dermatologist</source>
        <translation>Quand consulter un &amp;dermatologue</translation>
    </message>
    <message>
        <source>S&amp;hortcuts</source>
        <translation>&amp;Raccourcis</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Journal</translation>
    </message>
    <message>
        <source>&amp;About and licences</source>
        <translation>À &amp;propos et licences</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>&amp;Récents</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>Over the &amp;photo</source>
        <translation>Sur la &amp;photo</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>Appare&amp;nce</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>Lang&amp;ue</translation>
    </message>
    <message>
        <source>Hi&amp;story</source>
        <translation>&amp;Historique</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation>&amp;Moteur</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>Fils d’&amp;exécution</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add to the history</source>
        <translation>Ajouter à l’historique</translation>
    </message>
    <message>
        <source>Name of a person, known or new</source>
        <translation>Nom d’une personne, connue ou nouvelle</translation>
    </message>
    <message>
        <source>as the photo shows</source>
        <translation>comme le montre la photo</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>Des mots séparés par des virgules</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Partie du corps</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Search names, notes, tags, answers</source>
        <translation>Rechercher noms, notes, mots-clés, réponses</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Rechercher dans l’historique</translation>
    </message>
    <message>
        <source>Every part of the body</source>
        <translation>Toutes les parties du corps</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Partie du corps</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Export person…</source>
        <translation>Exporter la personne…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Désactiver</translation>
    </message>
    <message>
        <source>Turn on…</source>
        <translation>Activer…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark two photos to compare them.</source>
        <translation>Marquez deux photos pour les comparer.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) marked</source>
        <translation>
            <numerusform>%n photo marquée</numerusform>
            <numerusform>%n photos marquées</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a person to see what is measured over time.</source>
        <translation>Choisissez une personne pour voir ses mesures au fil du temps.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>The history is off: nothing is added any more.</source>
        <translation>L’historique est désactivé&#xa0;: rien n’y est plus ajouté.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>Nom de la personne</translation>
    </message>
    <message>
        <source>Export person</source>
        <translation>Exporter la personne</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>“{name}” was exported.</source>
        <translation>«&#xa0;{name}&#xa0;» a été exporté.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n photo(s) from the history?</source>
        <translation>
            <numerusform>Supprimer %n photo de l’historique&#xa0;?</numerusform>
            <numerusform>Supprimer %n photos de l’historique&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete “{name}” and all of their photos from the history?</source>
        <translation>Supprimer «&#xa0;{name}&#xa0;» et toutes ses photos de l’historique&#xa0;?</translation>
    </message>
    <message>
        <source>Delete everybody&apos;s photos and results, and turn the history off?</source>
        <translation>Supprimer les photos et les résultats de tout le monde, et désactiver l’historique&#xa0;?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>It can&apos;t be undone. The photos&apos; own files stay where they are.</source>
        <translation>C’est irréversible. Les fichiers des photos eux-mêmes restent où ils sont.</translation>
    </message>
    <message>
        <source>Deleted. Nothing of it is left in the history&apos;s file.</source>
        <translation>Supprimé. Il n’en reste rien dans le fichier de l’historique.</translation>
    </message>
</context>
<context>
    <name>CareBox</name>
    <message>
        <source>What you can do</source>
        <translation>Ce que vous pouvez faire</translation>
    </message>
    <message>
        <source>More about: {condition}</source>
        <translation>En savoir plus&#xa0;: {condition}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Show only</source>
        <translation>Afficher seulement</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Moins</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Plus…</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Ouvrir des photos</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir un dossier</translation>
    </message>
    <message>
        <source>Watch folder</source>
        <translation>Surveiller un dossier</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Vider cette liste</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Image {number}</translation>
    </message>
    <message>
        <source>That is only a link to a picture.</source>
        <translation>Ce n’est qu’un lien vers une image.</translation>
    </message>
    <message>
        <source>Nothing is fetched from the internet. Save the picture, then open it.</source>
        <translation>Rien n’est récupéré sur Internet. Enregistrez l’image, puis ouvrez-la.</translation>
    </message>
    <message>
        <source>There is no photo in it.</source>
        <translation>Il n’y a pas de photo dedans.</translation>
    </message>
    <message>
        <source>Copy a picture or a photo&apos;s file, then paste again.</source>
        <translation>Copiez une image ou le fichier d’une photo, puis collez de nouveau.</translation>
    </message>
    <message>
        <source>The result was copied.</source>
        <translation>Le résultat a été copié.</translation>
    </message>
    <message>
        <source>The result was copied as JSON.</source>
        <translation>Le résultat a été copié en JSON.</translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation>L’image a été copiée.</translation>
    </message>
    <message>
        <source>Choose a model bundle</source>
        <translation>Choisir un dossier de modèle</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>Choisir un fichier de modèle</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Fiche du modèle</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Last batch</source>
        <translation>Dernier lot</translation>
    </message>
    <message>
        <source>Continue it with what you open now, or give up what it has done so far?</source>
        <translation>Le continuer avec ce que vous ouvrez maintenant, ou abandonner ce qu’il a fait jusqu’ici&#xa0;?</translation>
    </message>
    <message>
        <source>Continue both</source>
        <translation>Continuer les deux</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>L’abandonner</translation>
    </message>
    <message>
        <source>The last batch of folders is not done yet.</source>
        <translation>Le dernier lot de dossiers n’est pas encore terminé.</translation>
    </message>
    <message>
        <source>The last batch is not done yet: {batch}.</source>
        <translation>Le dernier lot n’est pas encore terminé&#xa0;: {batch}.</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>«&#xa0;{name}&#xa0;» a été enregistré.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Le fichier n’a pas pu être enregistré.</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>What differs</source>
        <translation>Ce qui diffère</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>There is no copy of this photo, and its file is gone or was changed.</source>
        <translation>Il n’y a pas de copie de cette photo, et son fichier a disparu ou a été modifié.</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>Des mots séparés par des virgules</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Enregistrer les modifications</translation>
    </message>
    <message>
        <source>Open in the main window</source>
        <translation>Ouvrir dans la fenêtre principale</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Prise le</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Partie du corps</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Its result can&apos;t be read.</source>
        <translation>Son résultat ne peut pas être lu.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a photo of skin or hair here</source>
        <translation>Déposez ici une photo de peau ou de cheveux</translation>
    </message>
    <message>
        <source>Photos, whole folders, or a picture dragged from the browser</source>
        <translation>Des photos, des dossiers entiers, ou une image glissée depuis le navigateur</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Choisir des photos…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Try it with a sample photo</source>
        <translation>Essayer avec une photo d’exemple</translation>
    </message>
    <message>
        <source>Your photos stay on this computer. Nothing is uploaded.</source>
        <translation>Vos photos restent sur cet ordinateur. Rien n’est envoyé.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Table (CSV)</source>
        <translation>Tableau (CSV)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>When to see a dermatologist</source>
        <translation>Quand consulter un dermatologue</translation>
    </message>
</context>
<context>
    <name>HeadCard</name>
    <message>
        <source>Your answers</source>
        <translation>Vos réponses</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>A bar for each possible answer</source>
        <translation>Une barre pour chaque réponse possible</translation>
    </message>
    <message>
        <source>Change your answers…</source>
        <translation>Modifier vos réponses…</translation>
    </message>
    <message>
        <source>Answer six questions…</source>
        <translation>Répondre à six questions…</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Opening the history…</source>
        <translation>Ouverture de l’historique…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>{count} of {all} photos were added.</source>
        <translation>{count} photos sur {all} ont été ajoutées.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) added.</source>
        <translation>
            <numerusform>%n photo ajoutée.</numerusform>
            <numerusform>%n photos ajoutées.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>less</source>
        <translation>moins</translation>
    </message>
    <message>
        <source>more</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Intensité</translation>
    </message>
    <message>
        <source>Strength of what lies over the photo</source>
        <translation>Intensité de ce qui est superposé à la photo</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Barre d’outils</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ModelInUse</name>
    <message>
        <source>Loading the model…</source>
        <translation>Chargement du modèle…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>results are made up</source>
        <translation>les résultats sont inventés</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modèle {version}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The usual ones are in use. The damaged file is kept: {file}</source>
        <translation>Les réglages habituels sont utilisés. Le fichier endommagé est conservé&#xa0;: {file}</translation>
    </message>
    <message>
        <source>Your settings could not be read.</source>
        <translation>Vos réglages n’ont pas pu être lus.</translation>
    </message>
    <message>
        <source>The model before stays in use.</source>
        <translation>Le modèle précédent reste utilisé.</translation>
    </message>
    <message>
        <source>This model can&apos;t be used.</source>
        <translation>Ce modèle ne peut pas être utilisé.</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>Choisir un modèle…</translation>
    </message>
    <message>
        <source>Photos can&apos;t be analysed.</source>
        <translation>Les photos ne peuvent pas être analysées.</translation>
    </message>
    <message>
        <source>There are no photos in this folder.</source>
        <translation>Il n’y a pas de photos dans ce dossier.</translation>
    </message>
    <message>
        <source>The last batch&apos;s photos are gone.</source>
        <translation>Les photos du dernier lot ont disparu.</translation>
    </message>
    <message>
        <source>The photos are analysed all the same.</source>
        <translation>Les photos sont analysées malgré tout.</translation>
    </message>
    <message>
        <source>This batch can&apos;t be continued later.</source>
        <translation>Ce lot ne pourra pas être continué plus tard.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Le fichier n’a pas pu être enregistré.</translation>
    </message>
</context>
<context>
    <name>OverTime</name>
    <message>
        <source>Nothing stands out on any day.</source>
        <translation>Rien ne ressort, à aucune date.</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Au fil du temps</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Skin</source>
        <translation>Peau</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Cheveux</translation>
    </message>
    <message>
        <source>Regions of the face</source>
        <translation>Régions du visage</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Visage</translation>
    </message>
    <message>
        <source>Part that the answer rests on</source>
        <translation>Partie sur laquelle la réponse s’appuie</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>pas de résultat</translation>
    </message>
    <message>
        <source>nobody has looked</source>
        <translation>personne n’a regardé</translation>
    </message>
    <message>
        <source>there is no answer</source>
        <translation>il n’y a pas de réponse</translation>
    </message>
    <message>
        <source>none to be seen</source>
        <translation>rien de visible</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>aucun trouvé</translation>
    </message>
    <message>
        <source>{share} of the photo</source>
        <translation>{share} de la photo</translation>
    </message>
    <message>
        <source>{share}; analysing again shows where</source>
        <translation>{share}&#xa0;; une nouvelle analyse montre où</translation>
    </message>
    <message>
        <source>How much each part of the photo spoke for “{label}”. Coarse: it is not the outline of a condition.</source>
        <translation>À quel point chaque partie de la photo a plaidé pour «&#xa0;{label}&#xa0;». C’est approximatif&#xa0;: ce n’est pas le contour d’une affection.</translation>
    </message>
    <message>
        <source>There is no result that the model looked at anything for</source>
        <translation>Il n’y a pas de résultat pour lequel le modèle ait regardé quelque chose</translation>
    </message>
    <message>
        <source>A demo result is made up: the model looked at nothing</source>
        <translation>Un résultat de démonstration est inventé&#xa0;: le modèle n’a rien regardé</translation>
    </message>
    <message>
        <source>The photo shows neither skin nor hair, so there is no answer to explain</source>
        <translation>La photo ne montre ni peau ni cheveux, il n’y a donc pas de réponse à expliquer</translation>
    </message>
    <message>
        <source>{question} can&apos;t be judged from this photo, so there is nothing to show</source>
        <translation>{question}&#xa0;: jugement impossible d’après cette photo, il n’y a donc rien à montrer</translation>
    </message>
    <message>
        <source>It is not known where the model looked; analysing again may tell</source>
        <translation>On ne sait pas où le modèle a regardé&#xa0;; une nouvelle analyse le dira peut-être</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Start here</source>
        <translation>Commencer ici</translation>
    </message>
    <message>
        <source>The answer is only as good as the photo: daylight, in focus, close enough that skin or hair fills most of it, without a filter.</source>
        <translation>La réponse ne vaut que ce que vaut la photo&#xa0;: à la lumière du jour, nette, d’assez près pour que la peau ou les cheveux la remplissent presque, sans filtre.</translation>
    </message>
    <message>
        <source>Everything happens on this computer. The program opens no network connection.</source>
        <translation>Tout se passe sur cet ordinateur. Le programme n’ouvre aucune connexion réseau.</translation>
    </message>
    <message>
        <source>Give it a photo.</source>
        <translation>Donnez-lui une photo.</translation>
    </message>
    <message>
        <source>Drop it on the window, paste it, or choose it with File &gt; Open.</source>
        <translation>Déposez-la sur la fenêtre, collez-la, ou choisissez-la avec Fichier &gt; Ouvrir des photos.</translation>
    </message>
    <message>
        <source>Read the cards.</source>
        <translation>Lisez les fiches.</translation>
    </message>
    <message>
        <source>One each for skin type, hair type and condition. Each says what it looks like, how sure that is, and what else it could be.</source>
        <translation>Une pour le type de peau, une pour le type de cheveux, une pour l’affection. Chacune dit à quoi cela ressemble, avec quelle certitude, et ce que cela pourrait être d’autre.</translation>
    </message>
    <message>
        <source>Give it many.</source>
        <translation>Donnez-lui-en beaucoup.</translation>
    </message>
    <message>
        <source>Drop a folder. The list fills while you go on; search, filter and sort it, and move through it with the arrow keys.</source>
        <translation>Déposez un dossier. La liste se remplit pendant que vous continuez&#xa0;; cherchez-y, filtrez-la, triez-la, et parcourez-la avec les flèches.</translation>
    </message>
    <message>
        <source>Let them come.</source>
        <translation>Laissez-les venir.</translation>
    </message>
    <message>
        <source>File &gt; Watch folder analyses what arrives in a folder, such as the one that your phone fills, until you stop it.</source>
        <translation>Fichier &gt; Surveiller un dossier analyse ce qui arrive dans un dossier, par exemple celui que votre téléphone remplit, jusqu’à ce que vous l’arrêtiez.</translation>
    </message>
    <message>
        <source>Go on later.</source>
        <translation>Continuez plus tard.</translation>
    </message>
    <message>
        <source>Close the window whenever you like. File &gt; Continue last batch brings back what was done of the folders and does the rest.</source>
        <translation>Fermez la fenêtre quand vous voulez. Fichier &gt; Continuer le dernier lot reprend ce qui a été fait des dossiers et traite le reste.</translation>
    </message>
    <message>
        <source>Keep the results.</source>
        <translation>Gardez les résultats.</translation>
    </message>
    <message>
        <source>File &gt; Export saves a table or JSON, or drag rows out of the list. View &gt; Summary shows how many photos have which answer.</source>
        <translation>Fichier &gt; Exporter enregistre un tableau ou du JSON&#xa0;; vous pouvez aussi faire glisser des lignes hors de la liste. Affichage &gt; Résumé montre combien de photos ont quelle réponse.</translation>
    </message>
    <message>
        <source>What the result means</source>
        <translation>Que signifie le résultat</translation>
    </message>
    <message>
        <source>The percentages are what the model gives each label of one question; they add up to 100 %. They say how well the photo fits what the model was trained on, not how likely it is that you have something.</source>
        <translation>Les pourcentages sont ce que le modèle attribue à chaque étiquette d’une question&#xa0;; leur somme est de 100&#xa0;%. Ils disent à quel point la photo correspond à ce sur quoi le modèle a été entraîné, pas la probabilité que vous soyez atteint de quelque chose.</translation>
    </message>
    <message>
        <source>The model knows only the labels shown and was trained on few people. It is often wrong, and less reliable for whom it has seen least.</source>
        <translation>Le modèle ne connaît que les étiquettes affichées et a été entraîné sur peu de personnes. Il se trompe souvent, et il est moins fiable pour celles qu’il a le moins vues.</translation>
    </message>
    <message>
        <source>Eczema and psoriasis look so much alike that the model never chooses between them, whatever the bars say.</source>
        <translation>L’eczéma et le psoriasis se ressemblent tellement que le modèle ne choisit jamais entre eux, quoi que disent les barres.</translation>
    </message>
    <message>
        <source>One answer fits clearly better than the others.</source>
        <translation>Une réponse convient nettement mieux que les autres.</translation>
    </message>
    <message>
        <source>More than one answer fits. The card names them.</source>
        <translation>Plusieurs réponses conviennent. La fiche les nomme.</translation>
    </message>
    <message>
        <source>The photo does not show it well enough, so no answer is given.</source>
        <translation>La photo ne le montre pas assez bien, aucune réponse n’est donc donnée.</translation>
    </message>
    <message>
        <source>The photo shows something else.</source>
        <translation>La photo montre autre chose.</translation>
    </message>
    <message>
        <source>The file could not be read; the reason is given.</source>
        <translation>Le fichier n’a pas pu être lu&#xa0;; la raison est indiquée.</translation>
    </message>
    <message>
        <source>Made up, to show the program without a model.</source>
        <translation>Inventé, pour montrer le programme sans modèle.</translation>
    </message>
    <message>
        <source>When to see a dermatologist</source>
        <translation>Quand consulter un dermatologue</translation>
    </message>
    <message>
        <source>This program does not look for skin cancer and can&apos;t rule it out, whatever it answers. See a dermatologist soon about a mole or spot with any of these signs:</source>
        <translation>Ce programme ne recherche pas le cancer de la peau et ne peut pas l’exclure, quoi qu’il réponde. Consultez rapidement un dermatologue pour un grain de beauté ou une tache qui présente l’un de ces signes&#xa0;:</translation>
    </message>
    <message>
        <source>Asymmetry: one half is unlike the other.</source>
        <translation>Asymétrie&#xa0;: une moitié diffère de l’autre.</translation>
    </message>
    <message>
        <source>Border: it is ragged, notched or blurred.</source>
        <translation>Bords&#xa0;: ils sont irréguliers, dentelés ou flous.</translation>
    </message>
    <message>
        <source>Colour: it has several colours, or an uneven one.</source>
        <translation>Couleur&#xa0;: il y en a plusieurs, ou elle n’est pas uniforme.</translation>
    </message>
    <message>
        <source>Diameter: it is larger than about 6 mm, or growing.</source>
        <translation>Diamètre&#xa0;: plus de 6&#xa0;mm environ, ou en augmentation.</translation>
    </message>
    <message>
        <source>Evolving: it changes in size, shape or colour, itches or bleeds.</source>
        <translation>Évolution&#xa0;: cela change de taille, de forme ou de couleur, démange ou saigne.</translation>
    </message>
    <message>
        <source>See a dermatologist, too, about a sore that does not heal, a rash that spreads, hurts or comes with fever, sudden hair loss, or anything else that worries you.</source>
        <translation>Consultez aussi un dermatologue pour une plaie qui ne guérit pas, une éruption qui s’étend, fait mal ou s’accompagne de fièvre, une chute de cheveux soudaine, ou toute autre chose qui vous inquiète.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Raccourcis</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Zoomer au pointeur</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Molette de la souris</translation>
    </message>
    <message>
        <source>Fit, or look closer</source>
        <translation>Ajuster, ou regarder de plus près</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Double clic</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>Déplacer la photo</translation>
    </message>
    <message>
        <source>Drag, or arrow keys</source>
        <translation>Glisser, ou flèches</translation>
    </message>
    <message>
        <source>Next photo in the list</source>
        <translation>Photo suivante de la liste</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Flèches</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>About Haski Desktop</source>
        <translation>À propos de Haski Desktop</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Analyses photos of skin and hair on this computer. The program is licensed under the Apache License 2.0 and stands on the work of others:</source>
        <translation>Analyse des photos de peau et de cheveux sur cet ordinateur. Le programme est sous licence Apache 2.0 et s’appuie sur le travail d’autres&#xa0;:</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>The texts in this language are machine-made, not proofread. If you speak it, you can help: “Texts” in CONTRIBUTING.md, in the program&apos;s source, names the files to correct.</source>
        <translation>Les textes dans cette langue ont été traduits par une machine et n’ont pas été relus. Si vous la parlez, vous pouvez aider&#xa0;: «&#xa0;Texts&#xa0;» dans CONTRIBUTING.md, dans les sources du programme, indique les fichiers à corriger.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Moteur</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Everybody</source>
        <translation>Tout le monde</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search photos</source>
        <translation>Rechercher des photos</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>Show the photos in a grid</source>
        <translation>Afficher les photos en grille</translation>
    </message>
    <message>
        <source>No photo matches.</source>
        <translation>Aucune photo ne correspond.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Afficher toutes les photos</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Trier par</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>Ordre d’ajout</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>État</translation>
    </message>
    <message>
        <source>By answer</source>
        <translation>Réponse</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total} photos</source>
        <translation>{shown} photos sur {total}</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Un problème est survenu</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Un problème inattendu est survenu.</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, start the program anew, and send the details to its developers if you like. Nothing was sent by itself.</source>
        <translation>Vous pouvez continuer. Si cela se reproduit, redémarrez le programme et, si vous le souhaitez, envoyez les détails à ses développeurs. Rien n’a été envoyé automatiquement.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copier les détails</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>{done} of {total} photos</source>
        <translation>{done} photos sur {total}</translation>
    </message>
    <message>
        <source>Paused: {done}</source>
        <translation>En pause&#xa0;: {done}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancelled: {done} of {total} photos analysed</source>
        <translation>Annulé&#xa0;: {done} photos analysées sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) analysed</source>
        <translation>
            <numerusform>%n photo analysée</numerusform>
            <numerusform>%n photos analysées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n en échec</numerusform>
            <numerusform>%n en échec</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not skin or hair</source>
        <translation>
            <numerusform>%n ni peau ni cheveux</numerusform>
            <numerusform>%n ni peau ni cheveux</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>en {time}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Summary…</source>
        <translation>Résumé…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>Recherche de photos…</translation>
    </message>
    <message>
        <source>{rate} photos a second</source>
        <translation>{rate} photos par seconde</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Recent</source>
        <translation>Récents</translation>
    </message>
    <message>
        <source>Continue last batch</source>
        <translation>Continuer le dernier lot</translation>
    </message>
    <message>
        <source>Continue: {batch}</source>
        <translation>Continuer&#xa0;: {batch}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Show the &amp;photos</source>
        <translation>Montrer les &amp;photos</translation>
    </message>
    <message>
        <source>Tell the &amp;names of the files</source>
        <translation>Donner les &amp;noms des fichiers</translation>
    </message>
    <message>
        <source>A pa&amp;ge for each photo, too</source>
        <translation>Aussi une pa&amp;ge pour chaque photo</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Enregistrer…</translation>
    </message>
    <message>
        <source>Prin&amp;t…</source>
        <translation>&amp;Imprimer…</translation>
    </message>
    <message numerus="yes">
        <source>What the program says of %n photo(s), on paper that can be handed to a doctor, with room for notes.</source>
        <translation>
            <numerusform>Ce que le programme dit de %n photo, sur un papier que l’on peut remettre à un médecin, avec de la place pour des notes.</numerusform>
            <numerusform>Ce que le programme dit de %n photos, sur un papier que l’on peut remettre à un médecin, avec de la place pour des notes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where a photo was taken, and with what, is never told.</source>
        <translation>L’endroit où une photo a été prise, et l’appareil utilisé, ne sont jamais indiqués.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>Analyser de nouveau</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Copier en texte</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Rapport…</translation>
    </message>
    <message>
        <source>The analysis was cancelled before this photo&apos;s turn came.</source>
        <translation>L’analyse a été annulée avant que le tour de cette photo ne vienne.</translation>
    </message>
    <message>
        <source>Waiting to be analysed…</source>
        <translation>En attente d’analyse…</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modèle {version}</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>“{name}” exists already. Replace it?</source>
        <translation>«&#xa0;{name}&#xa0;» existe déjà. Le remplacer&#xa0;?</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Photos side by side</source>
        <translation>Photos côte à côte</translation>
    </message>
</context>
<context>
    <name>SkinQuestions</name>
    <message>
        <source>Your skin type</source>
        <translation>Votre type de peau</translation>
    </message>
    <message>
        <source>A photo hardly shows how oily or dry skin is, and never how it feels. Think of an ordinary day of the last weeks, without make-up or cream.</source>
        <translation>Une photo montre à peine si une peau est grasse ou sèche, et jamais ce qu’elle ressent. Pensez à un jour ordinaire des dernières semaines, sans maquillage ni crème.</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>Garder cette réponse</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left</source>
        <translation>
            <numerusform>encore %n question</numerusform>
            <numerusform>encore %n questions</numerusform>
        </translation>
    </message>
    <message>
        <source>What spoke for it: {reasons}.</source>
        <translation>Ce qui a plaidé en ce sens&#xa0;: {reasons}.</translation>
    </message>
</context>
<context>
    <name>SummaryBar</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Press a bar to see its photos alone in the list.</source>
        <translation>Appuyez sur une barre pour ne voir que ses photos dans la liste.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message>
        <source>Save summary</source>
        <translation>Enregistrer le résumé</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>No picture to show</source>
        <translation>Aucune image à afficher</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 shows the whole photo, arrow keys move it.</source>
        <translation>Plus et moins zooment, 0 affiche toute la photo, les flèches la déplacent.</translation>
    </message>
</context>
<context>
    <name>WatchRow</name>
    <message>
        <source>Stop watching</source>
        <translation>Arrêter la surveillance</translation>
    </message>
    <message>
        <source>Watching “{folder}”</source>
        <translation>Surveillance de «&#xa0;{folder}&#xa0;»</translation>
    </message>
    <message>
        <source>it can&apos;t be reached now; trying again</source>
        <translation>il est inaccessible pour le moment&#xa0;; nouvel essai en cours</translation>
    </message>
    <message>
        <source>looking at what is there already…</source>
        <translation>examen de ce qui s’y trouve déjà…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) arrived so far</source>
        <translation>
            <numerusform>%n photo arrivée jusqu’ici</numerusform>
            <numerusform>%n photos arrivées jusqu’ici</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing new yet</source>
        <translation>rien de nouveau pour l’instant</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Also keep a smaller copy of each photo</source>
        <translation>Garder aussi une copie réduite de chaque photo</translation>
    </message>
    <message>
        <source>Turn the history on</source>
        <translation>Activer l’historique</translation>
    </message>
    <message>
        <source>Keep photos and results over time</source>
        <translation>Garder les photos et les résultats au fil du temps</translation>
    </message>
    <message>
        <source>You can delete a photo, a person or everything at any time, for good.</source>
        <translation>Vous pouvez supprimer définitivement une photo, une personne ou tout, à tout moment.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Photos, photo and result</source>
        <translation>Photos, photo et résultat</translation>
    </message>
    <message>
        <source>Photo and result</source>
        <translation>Photo et résultat</translation>
    </message>
</context>
</TS>
