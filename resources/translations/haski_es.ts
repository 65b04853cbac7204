<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open photos…</source>
        <translation>&amp;Abrir fotos…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>Abrir &amp;carpeta…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>&amp;Watch folder…</source>
        <translation>&amp;Vigilar carpeta…</translation>
    </message>
    <message>
        <source>Analyse photos as they arrive in a folder, until you stop it</source>
        <translation>Analizar las fotos según llegan a una carpeta, hasta que usted lo detenga</translation>
    </message>
    <message>
        <source>Continue &amp;last batch</source>
        <translation>Continuar el último &amp;lote</translation>
    </message>
    <message>
        <source>Bring back what was done of the last folders, and analyse the rest</source>
        <translation>Recuperar lo hecho de las últimas carpetas y analizar el resto</translation>
    </message>
    <message>
        <source>There is no batch of folders that was not finished</source>
        <translation>No hay ningún lote de carpetas sin terminar</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>&amp;Export selected…</source>
        <translation>&amp;Exportar selección…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Export s&amp;hown…</source>
        <translation>Exportar lo &amp;mostrado…</translation>
    </message>
    <message>
        <source>Save the results of the photos that the list shows</source>
        <translation>Guardar los resultados de las fotos que muestra la lista</translation>
    </message>
    <message>
        <source>The list shows all photos</source>
        <translation>La lista muestra todas las fotos</translation>
    </message>
    <message>
        <source>Export &amp;all…</source>
        <translation>Exportar &amp;todo…</translation>
    </message>
    <message>
        <source>Show exported file in fol&amp;der</source>
        <translation>Mostrar archivo exporta&amp;do en la carpeta</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>&amp;Informe…</translation>
    </message>
    <message>
        <source>A page about each selected photo, to be handed to a doctor</source>
        <translation>Una página sobre cada foto seleccionada, para entregarla a un médico</translation>
    </message>
    <message>
        <source>There is no result yet</source>
        <translation>Todavía no hay resultado</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>&amp;Copiar resultado</translation>
    </message>
    <message>
        <source>Copy result as &amp;JSON</source>
        <translation>Copiar resultado como &amp;JSON</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>Copiar &amp;imagen</translation>
    </message>
    <message>
        <source>Analyse a&amp;gain</source>
        <translation>Analizar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Show photo in &amp;folder</source>
        <translation>Mostrar &amp;foto en la carpeta</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>&amp;Undo remove</source>
        <translation>&amp;Deshacer quitar</translation>
    </message>
    <message>
        <source>C&amp;lear list</source>
        <translation>&amp;Vaciar lista</translation>
    </message>
    <message>
        <source>&amp;Search photos</source>
        <translation>&amp;Buscar fotos</translation>
    </message>
    <message>
        <source>Pho&amp;to list</source>
        <translation>&amp;Lista de fotos</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Photos as &amp;grid</source>
        <translation>Fotos en &amp;cuadrícula</translation>
    </message>
    <message>
        <source>Su&amp;mmary…</source>
        <translation>&amp;Resumen…</translation>
    </message>
    <message>
        <source>How many photos have which answer, in bars</source>
        <translation>Cuántas fotos tienen cada respuesta, en barras</translation>
    </message>
    <message>
        <source>Show &amp;where the model looked</source>
        <translation>Mostrar &amp;dónde miró el modelo</translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>Dónde miró</translation>
    </message>
    <message>
        <source>Lay over the photo how much each part of it counted</source>
        <translation>Superponer a la foto cuánto contó cada una de sus partes</translation>
    </message>
    <message>
        <source>Outline of the &amp;face</source>
        <translation>Contorno de la &amp;cara</translation>
    </message>
    <message>
        <source>Draw the outline of each face that was found</source>
        <translation>Dibujar el contorno de cada cara encontrada</translation>
    </message>
    <message>
        <source>&amp;Regions of the face</source>
        <translation>&amp;Regiones de la cara</translation>
    </message>
    <message>
        <source>Draw forehead, nose, cheeks and chin as far as they can be seen</source>
        <translation>Dibujar frente, nariz, mejillas y barbilla en la medida en que se ven</translation>
    </message>
    <message>
        <source>&amp;Skin</source>
        <translation>&amp;Piel</translation>
    </message>
    <message>
        <source>Hatch what was taken for skin</source>
        <translation>Rayar lo que se tomó por piel</translation>
    </message>
    <message>
        <source>&amp;Hair</source>
        <translation>Ca&amp;bello</translation>
    </message>
    <message>
        <source>Hatch what was taken for hair</source>
        <translation>Rayar lo que se tomó por cabello</translation>
    </message>
    <message>
        <source>&amp;Parts that the answers rest on</source>
        <translation>Partes en &amp;que se basan las respuestas</translation>
    </message>
    <message>
        <source>Draw a box around the part of the photo that was judged</source>
        <translation>Dibujar un recuadro alrededor de la parte de la foto que se valoró</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Acercar</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Al&amp;ejar</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>Aj&amp;ustar a la ventana</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Ajustar</translation>
    </message>
    <message>
        <source>Actual pi&amp;xels</source>
        <translation>Pí&amp;xeles reales</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clara</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscura</translation>
    </message>
    <message>
        <source>&amp;Show history</source>
        <translation>&amp;Mostrar historial</translation>
    </message>
    <message>
        <source>&amp;Add to history…</source>
        <translation>&amp;Añadir al historial…</translation>
    </message>
    <message>
        <source>Keep the marked photos&apos; results in a person&apos;s history</source>
        <translation>Guardar los resultados de las fotos marcadas en el historial de una persona</translation>
    </message>
    <message>
        <source>No photo with a result is marked</source>
        <translation>No hay marcada ninguna foto con resultado</translation>
    </message>
    <message>
        <source>&amp;Choose model…</source>
        <translation>&amp;Elegir modelo…</translation>
    </message>
    <message>
        <source>Choose model &amp;file…</source>
        <translation>Elegir &amp;archivo de modelo…</translation>
    </message>
    <message>
        <source>Use the &amp;bundled model</source>
        <translation>&amp;Usar el modelo incluido</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automático</translation>
    </message>
    <message>
        <source>Model c&amp;ard</source>
        <translation>&amp;Ficha del modelo</translation>
    </message>
    <message>
        <source>&amp;Start here</source>
        <translation>&amp;Primeros pasos</translation>
    </message>
    <message>
        <source>What the &amp;result means</source>
        <translation>Qué significa el &amp;resultado</translation>
    </message>
    <message>
        <source>When to see a &amp;dermatologist</source>
        <translation>Cuándo acudir al &amp;dermatólogo</translation>
    </message>
    <message>
        <source>S&amp;hortcuts</source>
        <translation>&amp;Atajos de teclado</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>Re&amp;gistro</translation>
    </message>
    <message>
        <source>&amp;About and licences</source>
        <translation>Acerca de y &amp;licencias</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>&amp;Recientes</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edición</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>Over the &amp;photo</source>
        <translation>&amp;Sobre la foto</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>Apar&amp;iencia</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>I&amp;dioma</translation>
    </message>
    <message>
        <source>Hi&amp;story</source>
        <translation>&amp;Historial</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modelo</translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation>E&amp;ntorno de ejecución</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Hilos</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add to the history</source>
        <translation>Añadir al historial</translation>
    </message>
    <message>
        <source>Name of a person, known or new</source>
        <translation>Nombre de una persona, conocida o nueva</translation>
    </message>
    <message>
        <source>as the photo shows</source>
        <translation>según muestra la foto</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>Palabras separadas por comas</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Parte del cuerpo</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Marcas</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Search names, notes, tags, answers</source>
        <translation>Buscar en nombres, notas, marcas, respuestas</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Buscar en el historial</translation>
    </message>
    <message>
        <source>Every part of the body</source>
        <translation>Todas las partes del cuerpo</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Parte del cuerpo</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Cambiar nombre…</translation>
    </message>
    <message>
        <source>Export person…</source>
        <translation>Exportar persona…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Turn on…</source>
        <translation>Activar…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark two photos to compare them.</source>
        <translation>Marque dos fotos para compararlas.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) marked</source>
        <translation>
            <numerusform>%n foto marcada</numerusform>
            <numerusform>%n fotos marcadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a person to see what is measured over time.</source>
        <translation>Elija una persona para ver lo que se mide a lo largo del tiempo.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Guardado.</translation>
    </message>
    <message>
        <source>The history is off: nothing is added any more.</source>
        <translation>El historial está desactivado: ya no se añade nada.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>Nombre de la persona</translation>
    </message>
    <message>
        <source>Export person</source>
        <translation>Exportar persona</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivo comprimido</translation>
    </message>
    <message>
        <source>“{name}” was exported.</source>
        <translation>Se exportó «{name}».</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n photo(s) from the history?</source>
        <translation>
            <numerusform>¿Eliminar %n foto del historial?</numerusform>
            <numerusform>¿Eliminar %n fotos del historial?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete “{name}” and all of their photos from the history?</source>
        <translation>¿Eliminar del historial a «{name}» y todas sus fotos?</translation>
    </message>
    <message>
        <source>Delete everybody&apos;s photos and results, and turn the history off?</source>
        <translation>¿Eliminar las fotos y los resultados de todas las personas, y desactivar el historial?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>It can&apos;t be undone. The photos&apos; own files stay where they are.</source>
        <translation>No se puede deshacer. Los archivos propios de las fotos se quedan donde están.</translation>
    </message>
    <message>
        <source>Deleted. Nothing of it is left in the history&apos;s file.</source>
        <translation>Eliminado. No queda nada en el archivo del historial.</translation>
    </message>
</context>
<context>
    <name>CareBox</name>
    <message>
        <source>What you can do</source>
        <translation>Qué puede hacer usted</translation>
    </message>
    <message>
        <source>More about: {condition}</source>
        <translation>Más sobre: {condition}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Show only</source>
        <translation>Mostrar solo</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Menos</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Más…</translation>
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
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Abrir fotos</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Watch folder</source>
        <translation>Vigilar carpeta</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Vaciar esta lista</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Imagen {number}</translation>
    </message>
    <message>
        <source>That is only a link to a picture.</source>
        <translation>Eso es solo un enlace a una imagen.</translation>
    </message>
    <message>
        <source>Nothing is fetched from the internet. Save the picture, then open it.</source>
        <translation>No se descarga nada de internet. Guarde la imagen y después ábrala.</translation>
    </message>
    <message>
        <source>There is no photo in it.</source>
        <translation>No contiene ninguna foto.</translation>
    </message>
    <message>
        <source>Copy a picture or a photo&apos;s file, then paste again.</source>
        <translation>Copie una imagen o el archivo de una foto, y vuelva a pegar.</translation>
    </message>
    <message>
        <source>The result was copied.</source>
        <translation>Se copió el resultado.</translation>
    </message>
    <message>
        <source>The result was copied as JSON.</source>
        <translation>Se copió el resultado como JSON.</translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation>Se copió la imagen.</translation>
    </message>
    <message>
        <source>Choose a model bundle</source>
        <translation>Elegir un paquete de modelo</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>Elegir un archivo de modelo</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Ficha del modelo</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Last batch</source>
        <translation>Último lote</translation>
    </message>
    <message>
        <source>Continue it with what you open now, or give up what it has done so far?</source>
        <translation>¿Continuarlo con lo que abre ahora, o renunciar a lo que ha hecho hasta aquí?</translation>
    </message>
    <message>
        <source>Continue both</source>
        <translation>Continuar ambos</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Renunciar</translation>
    </message>
    <message>
        <source>The last batch of folders is not done yet.</source>
        <translation>El último lote de carpetas aún no ha terminado.</translation>
    </message>
    <message>
        <source>The last batch is not done yet: {batch}.</source>
        <translation>El último lote aún no ha terminado: {batch}.</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>Se guardó «{name}».</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>No se pudo guardar el archivo.</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>What differs</source>
        <translation>Qué difiere</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>There is no copy of this photo, and its file is gone or was changed.</source>
        <translation>No hay copia de esta foto, y su archivo ya no está o se modificó.</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>Palabras separadas por comas</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Guardar cambios</translation>
    </message>
    <message>
        <source>Open in the main window</source>
        <translation>Abrir en la ventana principal</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Tomada</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>Parte del cuerpo</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Marcas</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Its result can&apos;t be read.</source>
        <translation>Su resultado no se puede leer.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a photo of skin or hair here</source>
        <translation>Suelte aquí una foto de piel o cabello</translation>
    </message>
    <message>
        <source>Photos, whole folders, or a picture dragged from the browser</source>
        <translation>Fotos, carpetas enteras o una imagen arrastrada desde el navegador</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Elegir fotos…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Elegir una carpeta…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Try it with a sample photo</source>
        <translation>Probar con una foto de muestra</translation>
    </message>
    <message>
        <source>Your photos stay on this computer. Nothing is uploaded.</source>
        <translation>Sus fotos se quedan en este equipo. No se envía nada por la red.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabla (CSV)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>When to see a dermatologist</source>
        <translation>Cuándo acudir al dermatólogo</translation>
    </message>
</context>
<context>
    <name>HeadCard</name>
    <message>
        <source>Your answers</source>
        <translation>Sus respuestas</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>A bar for each possible answer</source>
        <translation>Una barra por cada respuesta posible</translation>
    </message>
    <message>
        <source>Change your answers…</source>
        <translation>Cambiar sus respuestas…</translation>
    </message>
    <message>
        <source>Answer six questions…</source>
        <translation>Responder a seis preguntas…</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Opening the history…</source>
        <translation>Abriendo el historial…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>{count} of {all} photos were added.</source>
        <translation>Se añadieron {count} de {all} fotos.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) added.</source>
        <translation>
            <numerusform>%n foto añadida.</numerusform>
            <numerusform>%n fotos añadidas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>less</source>
        <translation>menos</translation>
    </message>
    <message>
        <source>more</source>
        <translation>más</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Intensidad</translation>
    </message>
    <message>
        <source>Strength of what lies over the photo</source>
        <translation>Intensidad de lo que se superpone a la foto</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Barra de herramientas</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>ModelInUse</name>
    <message>
        <source>Loading the model…</source>
        <translation>Cargando el modelo…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Sin modelo</translation>
    </message>
    <message>
        <source>results are made up</source>
        <translation>los resultados son inventados</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modelo {version}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The usual ones are in use. The damaged file is kept: {file}</source>
        <translation>Se usa la configuración habitual. El archivo dañado se conserva: {file}</translation>
    </message>
    <message>
        <source>Your settings could not be read.</source>
        <translation>No se pudo leer su configuración.</translation>
    </message>
    <message>
        <source>The model before stays in use.</source>
        <translation>Se sigue usando el modelo anterior.</translation>
    </message>
    <message>
        <source>This model can&apos;t be used.</source>
        <translation>Este modelo no se puede usar.</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>Elegir modelo…</translation>
    </message>
    <message>
        <source>Photos can&apos;t be analysed.</source>
        <translation>No se pueden analizar fotos.</translation>
    </message>
    <message>
        <source>There are no photos in this folder.</source>
        <translation>No hay fotos en esta carpeta.</translation>
    </message>
    <message>
        <source>The last batch&apos;s photos are gone.</source>
        <translation>Las fotos del último lote ya no están.</translation>
    </message>
    <message>
        <source>The photos are analysed all the same.</source>
        <translation>Las fotos se analizan de todos modos.</translation>
    </message>
    <message>
        <source>This batch can&apos;t be continued later.</source>
        <translation>Este lote no se podrá continuar más tarde.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>No se pudo guardar el archivo.</translation>
    </message>
</context>
<context>
    <name>OverTime</name>
    <message>
        <source>Nothing stands out on any day.</source>
        <translation>Nada destaca en ningún día.</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>A lo largo del tiempo</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Skin</source>
        <translation>Piel</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Cabello</translation>
    </message>
    <message>
        <source>Regions of the face</source>
        <translation>Regiones de la cara</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Cara</translation>
    </message>
    <message>
        <source>Part that the answer rests on</source>
        <translation>Parte en que se basa la respuesta</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>sin resultado</translation>
    </message>
    <message>
        <source>nobody has looked</source>
        <translation>nadie ha mirado</translation>
    </message>
    <message>
        <source>there is no answer</source>
        <translation>no hay respuesta</translation>
    </message>
    <message>
        <source>none to be seen</source>
        <translation>no se ve</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>no se encontró</translation>
    </message>
    <message>
        <source>{share} of the photo</source>
        <translation>{share} de la foto</translation>
    </message>
    <message>
        <source>{share}; analysing again shows where</source>
        <translation>{share}; un nuevo análisis muestra dónde</translation>
    </message>
    <message>
        <source>How much each part of the photo spoke for “{label}”. Coarse: it is not the outline of a condition.</source>
        <translation>Cuánto habló cada parte de la foto a favor de «{label}». Aproximado: no es el contorno de una afección.</translation>
    </message>
    <message>
        <source>There is no result that the model looked at anything for</source>
        <translation>No hay ningún resultado para el que el modelo haya mirado algo</translation>
    </message>
    <message>
        <source>A demo result is made up: the model looked at nothing</source>
        <translation>Un resultado de demostración es inventado: el modelo no miró nada</translation>
    </message>
    <message>
        <source>The photo shows neither skin nor hair, so there is no answer to explain</source>
        <translation>La foto no muestra ni piel ni cabello, así que no hay respuesta que explicar</translation>
    </message>
    <message>
        <source>{question} can&apos;t be judged from this photo, so there is nothing to show</source>
        <translation>{question}: no se puede valorar con esta foto, así que no hay nada que mostrar</translation>
    </message>
    <message>
        <source>It is not known where the model looked; analysing again may tell</source>
        <translation>No se sabe dónde miró el modelo; un nuevo análisis quizá lo muestre</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Start here</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>The answer is only as good as the photo: daylight, in focus, close enough that skin or hair fills most of it, without a filter.</source>
        <translation>La respuesta solo es tan buena como la foto: con luz de día, enfocada, tan cerca que la piel o el cabello ocupe la mayor parte, sin filtros.</translation>
    </message>
    <message>
        <source>Everything happens on this computer. The program opens no network connection.</source>
        <translation>Todo ocurre en este equipo. El programa no abre ninguna conexión de red.</translation>
    </message>
    <message>
        <source>Give it a photo.</source>
        <translation>Dele una foto.</translation>
    </message>
    <message>
        <source>Drop it on the window, paste it, or choose it with File &gt; Open.</source>
        <translation>Suéltela sobre la ventana, péguela o elíjala con Archivo &gt; Abrir fotos.</translation>
    </message>
    <message>
        <source>Read the cards.</source>
        <translation>Lea las tarjetas.</translation>
    </message>
    <message>
        <source>One each for skin type, hair type and condition. Each says what it looks like, how sure that is, and what else it could be.</source>
        <translation>Una para cada pregunta: tipo de piel, tipo de cabello y afección. Cada una dice qué parece, con qué seguridad y qué otra cosa podría ser.</translation>
    </message>
    <message>
        <source>Give it many.</source>
        <translation>Dele muchas.</translation>
    </message>
    <message>
        <source>Drop a folder. The list fills while you go on; search, filter and sort it, and move through it with the arrow keys.</source>
        <translation>Suelte una carpeta. La lista se llena mientras usted sigue; busque, filtre y ordene, y recórrala con las teclas de flecha.</translation>
    </message>
    <message>
        <source>Let them come.</source>
        <translation>Deje que lleguen.</translation>
    </message>
    <message>
        <source>File &gt; Watch folder analyses what arrives in a folder, such as the one that your phone fills, until you stop it.</source>
        <translation>Archivo &gt; Vigilar carpeta analiza lo que llega a una carpeta, como la que llena su teléfono, hasta que usted lo detenga.</translation>
    </message>
    <message>
        <source>Go on later.</source>
        <translation>Siga más tarde.</translation>
    </message>
    <message>
        <source>Close the window whenever you like. File &gt; Continue last batch brings back what was done of the folders and does the rest.</source>
        <translation>Cierre la ventana cuando quiera. Archivo &gt; Continuar el último lote recupera lo hecho de las carpetas y hace el resto.</translation>
    </message>
    <message>
        <source>Keep the results.</source>
        <translation>Guarde los resultados.</translation>
    </message>
    <message>
        <source>File &gt; Export saves a table or JSON, or drag rows out of the list. View &gt; Summary shows how many photos have which answer.</source>
        <translation>Archivo &gt; Exportar guarda una tabla o JSON; también puede arrastrar filas fuera de la lista. Ver &gt; Resumen muestra cuántas fotos tienen cada respuesta.</translation>
    </message>
    <message>
        <source>What the result means</source>
        <translation>Qué significa el resultado</translation>
    </message>
    <message>
        <source>The percentages are what the model gives each label of one question; they add up to 100 %. They say how well the photo fits what the model was trained on, not how likely it is that you have something.</source>
        <translation>Los porcentajes son lo que el modelo da a cada etiqueta de una pregunta; suman 100&#xa0;%. Dicen en qué medida la foto encaja con aquello con lo que se entrenó el modelo, no qué probabilidad hay de que usted tenga algo.</translation>
    </message>
    <message>
        <source>The model knows only the labels shown and was trained on few people. It is often wrong, and less reliable for whom it has seen least.</source>
        <translation>El modelo solo conoce las etiquetas mostradas y se entrenó con pocas personas. Se equivoca a menudo, y es menos fiable con quienes menos ha visto.</translation>
    </message>
    <message>
        <source>Eczema and psoriasis look so much alike that the model never chooses between them, whatever the bars say.</source>
        <translation>El eccema y la psoriasis se parecen tanto que el modelo nunca elige entre ambos, digan lo que digan las barras.</translation>
    </message>
    <message>
        <source>One answer fits clearly better than the others.</source>
        <translation>Una respuesta encaja claramente mejor que las demás.</translation>
    </message>
    <message>
        <source>More than one answer fits. The card names them.</source>
        <translation>Encaja más de una respuesta. La tarjeta las nombra.</translation>
    </message>
    <message>
        <source>The photo does not show it well enough, so no answer is given.</source>
        <translation>La foto no lo muestra lo bastante bien, así que no se da respuesta.</translation>
    </message>
    <message>
        <source>The photo shows something else.</source>
        <translation>La foto muestra otra cosa.</translation>
    </message>
    <message>
        <source>The file could not be read; the reason is given.</source>
        <translation>El archivo no se pudo leer; se indica el motivo.</translation>
    </message>
    <message>
        <source>Made up, to show the program without a model.</source>
        <translation>Inventado, para mostrar el programa sin un modelo.</translation>
    </message>
    <message>
        <source>When to see a dermatologist</source>
        <translation>Cuándo acudir al dermatólogo</translation>
    </message>
    <message>
        <source>This program does not look for skin cancer and can&apos;t rule it out, whatever it answers. See a dermatologist soon about a mole or spot with any of these signs:</source>
        <translation>Este programa no busca cáncer de piel y no puede descartarlo, responda lo que responda. Acuda pronto a un dermatólogo por un lunar o una mancha con alguno de estos signos:</translation>
    </message>
    <message>
        <source>Asymmetry: one half is unlike the other.</source>
        <translation>Asimetría: una mitad no es igual que la otra.</translation>
    </message>
    <message>
        <source>Border: it is ragged, notched or blurred.</source>
        <translation>Bordes: son irregulares, con muescas o difusos.</translation>
    </message>
    <message>
        <source>Colour: it has several colours, or an uneven one.</source>
        <translation>Color: tiene varios colores, o uno desigual.</translation>
    </message>
    <message>
        <source>Diameter: it is larger than about 6 mm, or growing.</source>
        <translation>Diámetro: mide más de unos 6 mm, o crece.</translation>
    </message>
    <message>
        <source>Evolving: it changes in size, shape or colour, itches or bleeds.</source>
        <translation>Evolución: cambia de tamaño, forma o color, pica o sangra.</translation>
    </message>
    <message>
        <source>See a dermatologist, too, about a sore that does not heal, a rash that spreads, hurts or comes with fever, sudden hair loss, or anything else that worries you.</source>
        <translation>Acuda también a un dermatólogo por una herida que no se cura, una erupción que se extiende, duele o viene con fiebre, una pérdida repentina de cabello o cualquier otra cosa que le preocupe.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Acercar o alejar en el puntero</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Rueda del ratón</translation>
    </message>
    <message>
        <source>Fit, or look closer</source>
        <translation>Ajustar, o ver más de cerca</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doble clic</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>Mover la foto</translation>
    </message>
    <message>
        <source>Drag, or arrow keys</source>
        <translation>Arrastrar, o teclas de flecha</translation>
    </message>
    <message>
        <source>Next photo in the list</source>
        <translation>Siguiente foto de la lista</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Teclas de flecha</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>About Haski Desktop</source>
        <translation>Acerca de Haski Desktop</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Versión {version}</translation>
    </message>
    <message>
        <source>Analyses photos of skin and hair on this computer. The program is licensed under the Apache License 2.0 and stands on the work of others:</source>
        <translation>Analiza fotos de piel y cabello en este equipo. El programa tiene la licencia Apache License 2.0 y se apoya en el trabajo de otros:</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>The texts in this language are machine-made, not proofread. If you speak it, you can help: “Texts” in CONTRIBUTING.md, in the program&apos;s source, names the files to correct.</source>
        <translation>Los textos en español son una traducción automática, sin revisar. Si usted habla español, puede ayudar: «Texts» en CONTRIBUTING.md, en el código fuente del programa, indica los archivos que hay que corregir.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Entorno de ejecución</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Everybody</source>
        <translation>Todas las personas</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search photos</source>
        <translation>Buscar fotos</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Cuadrícula</translation>
    </message>
    <message>
        <source>Show the photos in a grid</source>
        <translation>Mostrar las fotos en cuadrícula</translation>
    </message>
    <message>
        <source>No photo matches.</source>
        <translation>Ninguna foto coincide.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Mostrar todas las fotos</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>Orden de llegada</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Por nombre</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>Por estado</translation>
    </message>
    <message>
        <source>By answer</source>
        <translation>Por respuesta</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total} photos</source>
        <translation>{shown} de {total} fotos</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Algo ha fallado</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Algo inesperado ha fallado.</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, start the program anew, and send the details to its developers if you like. Nothing was sent by itself.</source>
        <translation>Puede continuar. Si vuelve a ocurrir, inicie de nuevo el programa y, si quiere, envíe los detalles a sus desarrolladores. No se envió nada por sí solo.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalles</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>{done} of {total} photos</source>
        <translation>{done} de {total} fotos</translation>
    </message>
    <message>
        <source>Paused: {done}</source>
        <translation>En pausa: {done}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Cancelled: {done} of {total} photos analysed</source>
        <translation>Cancelado: {done} de {total} fotos analizadas</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) analysed</source>
        <translation>
            <numerusform>%n foto analizada</numerusform>
            <numerusform>%n fotos analizadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n con error</numerusform>
            <numerusform>%n con error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not skin or hair</source>
        <translation>
            <numerusform>%n sin piel ni cabello</numerusform>
            <numerusform>%n sin piel ni cabello</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>en {time}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Summary…</source>
        <translation>Resumen…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>Buscando fotos…</translation>
    </message>
    <message>
        <source>{rate} photos a second</source>
        <translation>{rate} fotos por segundo</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>quedan {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Continue last batch</source>
        <translation>Continuar el último lote</translation>
    </message>
    <message>
        <source>Continue: {batch}</source>
        <translation>Continuar: {batch}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Show the &amp;photos</source>
        <translation>Mostrar las &amp;fotos</translation>
    </message>
    <message>
        <source>Tell the &amp;names of the files</source>
        <translation>Indicar los &amp;nombres de los archivos</translation>
    </message>
    <message>
        <source>A pa&amp;ge for each photo, too</source>
        <translation>También una &amp;página por cada foto</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Prin&amp;t…</source>
        <translation>&amp;Imprimir…</translation>
    </message>
    <message numerus="yes">
        <source>What the program says of %n photo(s), on paper that can be handed to a doctor, with room for notes.</source>
        <translation>
            <numerusform>Lo que el programa dice de %n foto, en papel que se puede entregar a un médico, con espacio para notas.</numerusform>
            <numerusform>Lo que el programa dice de %n fotos, en papel que se puede entregar a un médico, con espacio para notas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where a photo was taken, and with what, is never told.</source>
        <translation>Nunca se indica dónde ni con qué se tomó una foto.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Save report</source>
        <translation>Guardar informe</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>Analizar de nuevo</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Copiar como texto</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Informe…</translation>
    </message>
    <message>
        <source>The analysis was cancelled before this photo&apos;s turn came.</source>
        <translation>El análisis se canceló antes de que le tocara a esta foto.</translation>
    </message>
    <message>
        <source>Waiting to be analysed…</source>
        <translation>En espera de análisis…</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>Modelo {version}</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>“{name}” exists already. Replace it?</source>
        <translation>«{name}» ya existe. ¿Reemplazarlo?</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Photos side by side</source>
        <translation>Fotos lado a lado</translation>
    </message>
</context>
<context>
    <name>SkinQuestions</name>
    <message>
        <source>Your skin type</source>
        <translation>Su tipo de piel</translation>
    </message>
    <message>
        <source>A photo hardly shows how oily or dry skin is, and never how it feels. Think of an ordinary day of the last weeks, without make-up or cream.</source>
        <translation>Una foto apenas muestra si la piel es grasa o seca, y nunca cómo se siente. Piense en un día normal de las últimas semanas, sin maquillaje ni crema.</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>Guardar esta respuesta</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left</source>
        <translation>
            <numerusform>Queda %n pregunta</numerusform>
            <numerusform>Quedan %n preguntas</numerusform>
        </translation>
    </message>
    <message>
        <source>What spoke for it: {reasons}.</source>
        <translation>Lo que habló a favor: {reasons}.</translation>
    </message>
</context>
<context>
    <name>SummaryBar</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Press a bar to see its photos alone in the list.</source>
        <translation>Pulse una barra para ver solo sus fotos en la lista.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Guardar…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Save summary</source>
        <translation>Guardar resumen</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>No picture to show</source>
        <translation>Ninguna imagen que mostrar</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 shows the whole photo, arrow keys move it.</source>
        <translation>Más y menos cambian el tamaño, 0 muestra toda la foto, las teclas de flecha la mueven.</translation>
    </message>
</context>
<context>
    <name>WatchRow</name>
    <message>
        <source>Stop watching</source>
        <translation>Dejar de vigilar</translation>
    </message>
    <message>
        <source>Watching “{folder}”</source>
        <translation>Vigilando «{folder}»</translation>
    </message>
    <message>
        <source>it can&apos;t be reached now; trying again</source>
        <translation>ahora no se puede acceder; se intenta de nuevo</translation>
    </message>
    <message>
        <source>looking at what is there already…</source>
        <translation>mirando lo que ya hay…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) arrived so far</source>
        <translation>
            <numerusform>%n foto ha llegado hasta ahora</numerusform>
            <numerusform>%n fotos han llegado hasta ahora</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing new yet</source>
        <translation>nada nuevo todavía</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Also keep a smaller copy of each photo</source>
        <translation>Guardar también una copia más pequeña de cada foto</translation>
    </message>
    <message>
        <source>Turn the history on</source>
        <translation>Activar el historial</translation>
    </message>
    <message>
        <source>Keep photos and results over time</source>
        <translation>Guardar fotos y resultados a lo largo del tiempo</translation>
    </message>
    <message>
        <source>You can delete a photo, a person or everything at any time, for good.</source>
        <translation>Usted puede eliminar una foto, una persona o todo en cualquier momento, para siempre.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Photos, photo and result</source>
        <translation>Fotos, foto y resultado</translation>
    </message>
    <message>
        <source>Photo and result</source>
        <translation>Foto y resultado</translation>
    </message>
</context>
</TS>
