<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open photos…</source>
        <translation>فتح صور…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>فتح مجلد…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>مجلد</translation>
    </message>
    <message>
        <source>&amp;Watch folder…</source>
        <translation>مراقبة مجلد…</translation>
    </message>
    <message>
        <source>Analyse photos as they arrive in a folder, until you stop it</source>
        <translation>تحليل الصور عند وصولها إلى مجلد، إلى أن توقف ذلك</translation>
    </message>
    <message>
        <source>Continue &amp;last batch</source>
        <translation>متابعة الدفعة الأخيرة</translation>
    </message>
    <message>
        <source>Bring back what was done of the last folders, and analyse the rest</source>
        <translation>إعادة ما أُنجز من المجلدات الأخيرة، وتحليل الباقي</translation>
    </message>
    <message>
        <source>There is no batch of folders that was not finished</source>
        <translation>لا دفعة مجلدات غير مكتملة</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>لصق</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>لصق</translation>
    </message>
    <message>
        <source>&amp;Export selected…</source>
        <translation>تصدير المحدد…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>تصدير</translation>
    </message>
    <message>
        <source>Export s&amp;hown…</source>
        <translation>تصدير المعروض…</translation>
    </message>
    <message>
        <source>Save the results of the photos that the list shows</source>
        <translation>حفظ نتائج الصور التي تعرضها القائمة</translation>
    </message>
    <message>
        <source>The list shows all photos</source>
        <translation>تعرض القائمة جميع الصور</translation>
    </message>
    <message>
        <source>Export &amp;all…</source>
        <translation>تصدير الكل…</translation>
    </message>
    <message>
        <source>Show exported file in fol&amp;der</source>
        <translation>إظهار الملف المصدَّر في المجلد</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>تقرير…</translation>
    </message>
    <message>
        <source>A page about each selected photo, to be handed to a doctor</source>
        <translation>صفحة عن كل صورة محددة، تُسلَّم إلى الطبيب</translation>
    </message>
    <message>
        <source>There is no result yet</source>
        <translation>لا نتيجة بعد</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>نسخ النتيجة</translation>
    </message>
    <message>
        <source>Copy result as &amp;JSON</source>
        <translation>نسخ النتيجة بصيغة JSON</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>نسخ الصورة</translation>
    </message>
    <message>
        <source>Analyse a&amp;gain</source>
        <translation>تحليل من جديد</translation>
    </message>
    <message>
        <source>Show photo in &amp;folder</source>
        <translation>إظهار الصورة في المجلد</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>&amp;Undo remove</source>
        <translation>تراجع عن الإزالة</translation>
    </message>
    <message>
        <source>C&amp;lear list</source>
        <translation>مسح القائمة</translation>
    </message>
    <message>
        <source>&amp;Search photos</source>
        <translation>بحث في الصور</translation>
    </message>
    <message>
        <source>Pho&amp;to list</source>
        <translation>قائمة الصور</translation>
    </message>
    <message>
        <source>List</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Photos as &amp;grid</source>
        <translation>الصور في شبكة</translation>
    </message>
    <message>
        <source>Su&amp;mmary…</source>
        <translation>ملخص…</translation>
    </message>
    <message>
        <source>How many photos have which answer, in bars</source>
        <translation>عدد الصور لكل إجابة، بأعمدة</translation>
    </message>
    <message>
        <source>Show &amp;where the model looked</source>
        <translation>إظهار أين نظر النموذج</translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>أين نظر</translation>
    </message>
    <message>
        <source>Lay over the photo how much each part of it counted</source>
        <translation>إظهار وزن كل جزء من الصورة في الإجابة فوق الصورة</translation>
    </message>
    <message>
        <source>Outline of the &amp;face</source>
        <translation>حدود الوجه</translation>
    </message>
    <message>
        <source>Draw the outline of each face that was found</source>
        <translation>رسم حدود كل وجه عُثر عليه</translation>
    </message>
    <message>
        <source>&amp;Regions of the face</source>
        <translation>مناطق الوجه</translation>
    </message>
    <message>
        <source>Draw forehead, nose, cheeks and chin as far as they can be seen</source>
        <translation>رسم الجبين والأنف والخدين والذقن بقدر ما تُرى</translation>
    </message>
    <message>
        <source>&amp;Skin</source>
        <translation>البشرة</translation>
    </message>
    <message>
        <source>Hatch what was taken for skin</source>
        <translation>تظليل ما عُدّ بشرة</translation>
    </message>
    <message>
        <source>&amp;Hair</source>
        <translation>الشعر</translation>
    </message>
    <message>
        <source>Hatch what was taken for hair</source>
        <translation>تظليل ما عُدّ شعرًا</translation>
    </message>
    <message>
        <source>&amp;Parts that the answers rest on</source>
        <translation>الأجزاء التي تستند إليها الإجابات</translation>
    </message>
    <message>
        <source>Draw a box around the part of the photo that was judged</source>
        <translation>رسم إطار حول الجزء الذي حُكم عليه من الصورة</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>ملاءمة النافذة</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>ملاءمة</translation>
    </message>
    <message>
        <source>Actual pi&amp;xels</source>
        <translation>الحجم الفعلي</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>مثل النظام</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>&amp;Show history</source>
        <translation>إظهار السجل</translation>
    </message>
    <message>
        <source>&amp;Add to history…</source>
        <translation>إضافة إلى السجل…</translation>
    </message>
    <message>
        <source>Keep the marked photos&apos; results in a person&apos;s history</source>
        <translation>حفظ نتائج الصور المحددة في سجل شخص</translation>
    </message>
    <message>
        <source>No photo with a result is marked</source>
        <translation>لا صورة محددة لها نتيجة</translation>
    </message>
    <message>
        <source>&amp;Choose model…</source>
        <translation>اختيار نموذج…</translation>
    </message>
    <message>
        <source>Choose model &amp;file…</source>
        <translation>اختيار ملف نموذج…</translation>
    </message>
    <message>
        <source>Use the &amp;bundled model</source>
        <translation>استخدام النموذج المرفق</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>Model c&amp;ard</source>
        <translation>بطاقة النموذج</translation>
    </message>
    <message>
        <source>&amp;Start here</source>
        <translation>ابدأ هنا</translation>
    </message>
    <message>
        <source>What the &amp;result means</source>
        <translation>معنى النتيجة</translation>
    </message>
    <message>
        <source>When to see a &amp;dermatologist</source>
        <translation>متى تراجع طبيب الجلدية</translation>
    </message>
    <message>
        <source>S&amp;hortcuts</source>
        <translation>اختصارات المفاتيح</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>سجل التشغيل</translation>
    </message>
    <message>
        <source>&amp;About and licences</source>
        <translation>حول البرنامج والتراخيص</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>الأخيرة</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>تحرير</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Over the &amp;photo</source>
        <translation>فوق الصورة</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Hi&amp;story</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>النموذج</translation>
    </message>
    <message>
        <source>&amp;Runtime</source>
        <translation>محرّك التشغيل</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>خيوط المعالج</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>مساعدة</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add to the history</source>
        <translation>إضافة إلى السجل</translation>
    </message>
    <message>
        <source>Name of a person, known or new</source>
        <translation>اسم شخص، معروف أو جديد</translation>
    </message>
    <message>
        <source>as the photo shows</source>
        <translation>كما تُظهر الصورة</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>كلمات تفصل بينها فواصل</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>جزء الجسم</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الكلمات الدالة</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Search names, notes, tags, answers</source>
        <translation>بحث في الأسماء والملاحظات والكلمات الدالة والإجابات</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>بحث في السجل</translation>
    </message>
    <message>
        <source>Every part of the body</source>
        <translation>كل أجزاء الجسم</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>جزء الجسم</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>إعادة تسمية…</translation>
    </message>
    <message>
        <source>Export person…</source>
        <translation>تصدير شخص…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Turn on…</source>
        <translation>تفعيل…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark two photos to compare them.</source>
        <translation>حدد صورتين لمقارنتهما.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) marked</source>
        <translation>
            <numerusform>لم تُحدد صور (%n)</numerusform>
            <numerusform>حُددت %n صورة</numerusform>
            <numerusform>حُددت صورتان (%n)</numerusform>
            <numerusform>حُددت %n صور</numerusform>
            <numerusform>حُددت %n صورة</numerusform>
            <numerusform>حُددت %n صورة</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a person to see what is measured over time.</source>
        <translation>اختر شخصًا لترى ما يُقاس مع مرور الوقت.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>تم الحفظ.</translation>
    </message>
    <message>
        <source>The history is off: nothing is added any more.</source>
        <translation>السجل متوقف: لن يُضاف شيء بعد الآن.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>إعادة تسمية</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>اسم الشخص</translation>
    </message>
    <message>
        <source>Export person</source>
        <translation>تصدير شخص</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>أرشيف</translation>
    </message>
    <message>
        <source>“{name}” was exported.</source>
        <translation>تم تصدير «{name}».</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n photo(s) from the history?</source>
        <translation>
            <numerusform>أتريد حذف %n صورة من السجل؟</numerusform>
            <numerusform>أتريد حذف صورة واحدة (%n) من السجل؟</numerusform>
            <numerusform>أتريد حذف صورتين (%n) من السجل؟</numerusform>
            <numerusform>أتريد حذف %n صور من السجل؟</numerusform>
            <numerusform>أتريد حذف %n صورة من السجل؟</numerusform>
            <numerusform>أتريد حذف %n صورة من السجل؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete “{name}” and all of their photos from the history?</source>
        <translation>أتريد حذف «{name}» وجميع صوره من السجل؟</translation>
    </message>
    <message>
        <source>Delete everybody&apos;s photos and results, and turn the history off?</source>
        <translation>أتريد حذف صور الجميع ونتائجهم وإيقاف السجل؟</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>It can&apos;t be undone. The photos&apos; own files stay where they are.</source>
        <translation>لا يمكن التراجع عن ذلك. تبقى ملفات الصور نفسها في مكانها.</translation>
    </message>
    <message>
        <source>Deleted. Nothing of it is left in the history&apos;s file.</source>
        <translation>تم الحذف. لم يبقَ منه شيء في ملف السجل.</translation>
    </message>
</context>
<context>
    <name>CareBox</name>
    <message>
        <source>What you can do</source>
        <translation>ما يمكنك فعله</translation>
    </message>
    <message>
        <source>More about: {condition}</source>
        <translation>المزيد عن: {condition}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Show only</source>
        <translation>إظهار فقط</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>أقل</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>المزيد…</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Photos</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>جميع الملفات</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>فتح صور</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>فتح مجلد</translation>
    </message>
    <message>
        <source>Watch folder</source>
        <translation>مراقبة مجلد</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>مسح هذه القائمة</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>الصورة {number}</translation>
    </message>
    <message>
        <source>That is only a link to a picture.</source>
        <translation>هذا مجرد رابط إلى صورة.</translation>
    </message>
    <message>
        <source>Nothing is fetched from the internet. Save the picture, then open it.</source>
        <translation>لا يُجلب شيء من الإنترنت. احفظ الصورة ثم افتحها.</translation>
    </message>
    <message>
        <source>There is no photo in it.</source>
        <translation>لا توجد صورة فيه.</translation>
    </message>
    <message>
        <source>Copy a picture or a photo&apos;s file, then paste again.</source>
        <translation>انسخ صورة أو ملف صورة، ثم ألصق مرة أخرى.</translation>
    </message>
    <message>
        <source>The result was copied.</source>
        <translation>نُسخت النتيجة.</translation>
    </message>
    <message>
        <source>The result was copied as JSON.</source>
        <translation>نُسخت النتيجة بصيغة JSON.</translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation>نُسخت الصورة.</translation>
    </message>
    <message>
        <source>Choose a model bundle</source>
        <translation>اختيار حزمة نموذج</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>اختيار ملف نموذج</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>بطاقة النموذج</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>سجل التشغيل</translation>
    </message>
    <message>
        <source>Last batch</source>
        <translation>الدفعة الأخيرة</translation>
    </message>
    <message>
        <source>Continue it with what you open now, or give up what it has done so far?</source>
        <translation>أتريد متابعتها مع ما تفتحه الآن، أم التخلي عما أُنجز منها؟</translation>
    </message>
    <message>
        <source>Continue both</source>
        <translation>متابعة الاثنين</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>التخلي عنها</translation>
    </message>
    <message>
        <source>The last batch of folders is not done yet.</source>
        <translation>لم تكتمل دفعة المجلدات الأخيرة بعد.</translation>
    </message>
    <message>
        <source>The last batch is not done yet: {batch}.</source>
        <translation>لم تكتمل الدفعة الأخيرة بعد: {batch}.</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>تم حفظ «{name}».</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>تعذّر حفظ الملف.</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>What differs</source>
        <translation>ما يختلف</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>There is no copy of this photo, and its file is gone or was changed.</source>
        <translation>لا توجد نسخة من هذه الصورة، وملفها مفقود أو تغيّر.</translation>
    </message>
    <message>
        <source>Words with commas between them</source>
        <translation>كلمات تفصل بينها فواصل</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>حفظ التغييرات</translation>
    </message>
    <message>
        <source>Open in the main window</source>
        <translation>فتح في النافذة الرئيسية</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>التقطت في</translation>
    </message>
    <message>
        <source>Part of the body</source>
        <translation>جزء الجسم</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الكلمات الدالة</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Its result can&apos;t be read.</source>
        <translation>لا يمكن قراءة نتيجتها.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a photo of skin or hair here</source>
        <translation>أفلت هنا صورة بشرة أو شعر</translation>
    </message>
    <message>
        <source>Photos, whole folders, or a picture dragged from the browser</source>
        <translation>صور، أو مجلدات كاملة، أو صورة مسحوبة من المتصفح</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>اختيار صور…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>اختيار مجلد…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>لصق</translation>
    </message>
    <message>
        <source>Try it with a sample photo</source>
        <translation>التجربة بصورة نموذجية</translation>
    </message>
    <message>
        <source>Your photos stay on this computer. Nothing is uploaded.</source>
        <translation>تبقى صورك على هذا الحاسوب. لا يُرفع أي شيء.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Table (CSV)</source>
        <translation>جدول (CSV)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>تصدير</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>When to see a dermatologist</source>
        <translation>متى تراجع طبيب الجلدية</translation>
    </message>
</context>
<context>
    <name>HeadCard</name>
    <message>
        <source>Your answers</source>
        <translation>إجاباتك</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>A bar for each possible answer</source>
        <translation>شريط لكل إجابة ممكنة</translation>
    </message>
    <message>
        <source>Change your answers…</source>
        <translation>تغيير إجاباتك…</translation>
    </message>
    <message>
        <source>Answer six questions…</source>
        <translation>الإجابة عن ستة أسئلة…</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Opening the history…</source>
        <translation>جارٍ فتح السجل…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>{count} of {all} photos were added.</source>
        <translation>أُضيفت {count} من {all} صورة.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) added.</source>
        <translation>
            <numerusform>لم تُضف صور (%n).</numerusform>
            <numerusform>أُضيفت صورة واحدة (%n).</numerusform>
            <numerusform>أُضيفت صورتان (%n).</numerusform>
            <numerusform>أُضيفت %n صور.</numerusform>
            <numerusform>أُضيفت %n صورة.</numerusform>
            <numerusform>أُضيفت %n صورة.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>less</source>
        <translation>أقل</translation>
    </message>
    <message>
        <source>more</source>
        <translation>أكثر</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>القوة</translation>
    </message>
    <message>
        <source>Strength of what lies over the photo</source>
        <translation>قوة ما يظهر فوق الصورة</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>شريط الأدوات</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>ModelInUse</name>
    <message>
        <source>Loading the model…</source>
        <translation>جارٍ تحميل النموذج…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>لا نموذج</translation>
    </message>
    <message>
        <source>results are made up</source>
        <translation>النتائج مختلقة</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>النموذج {version}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The usual ones are in use. The damaged file is kept: {file}</source>
        <translation>الإعدادات المعتادة قيد الاستخدام. حُفظ الملف التالف: {file}</translation>
    </message>
    <message>
        <source>Your settings could not be read.</source>
        <translation>تعذّرت قراءة إعداداتك.</translation>
    </message>
    <message>
        <source>The model before stays in use.</source>
        <translation>يبقى النموذج السابق قيد الاستخدام.</translation>
    </message>
    <message>
        <source>This model can&apos;t be used.</source>
        <translation>لا يمكن استخدام هذا النموذج.</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>اختيار نموذج…</translation>
    </message>
    <message>
        <source>Photos can&apos;t be analysed.</source>
        <translation>لا يمكن تحليل الصور.</translation>
    </message>
    <message>
        <source>There are no photos in this folder.</source>
        <translation>لا صور في هذا المجلد.</translation>
    </message>
    <message>
        <source>The last batch&apos;s photos are gone.</source>
        <translation>صور الدفعة الأخيرة مفقودة.</translation>
    </message>
    <message>
        <source>The photos are analysed all the same.</source>
        <translation>تُحلَّل الصور على أي حال.</translation>
    </message>
    <message>
        <source>This batch can&apos;t be continued later.</source>
        <translation>لا يمكن متابعة هذه الدفعة لاحقًا.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>تعذّر حفظ الملف.</translation>
    </message>
</context>
<context>
    <name>OverTime</name>
    <message>
        <source>Nothing stands out on any day.</source>
        <translation>لا شيء لافتًا في أي يوم.</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>مع مرور الوقت</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Skin</source>
        <translation>البشرة</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>الشعر</translation>
    </message>
    <message>
        <source>Regions of the face</source>
        <translation>مناطق الوجه</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>الوجه</translation>
    </message>
    <message>
        <source>Part that the answer rests on</source>
        <translation>الجزء الذي تستند إليه الإجابة</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>لا نتيجة</translation>
    </message>
    <message>
        <source>nobody has looked</source>
        <translation>لم ينظر أحد</translation>
    </message>
    <message>
        <source>there is no answer</source>
        <translation>لا توجد إجابة</translation>
    </message>
    <message>
        <source>none to be seen</source>
        <translation>لا شيء يُرى</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
    <message>
        <source>{share} of the photo</source>
        <translation>{share} من الصورة</translation>
    </message>
    <message>
        <source>{share}; analysing again shows where</source>
        <translation>{share}؛ ويُظهر التحليل من جديد أين</translation>
    </message>
    <message>
        <source>How much each part of the photo spoke for “{label}”. Coarse: it is not the outline of a condition.</source>
        <translation>مقدار ما أشار به كل جزء من الصورة إلى «{label}». تقريبي: ليس حدود حالة جلدية.</translation>
    </message>
    <message>
        <source>There is no result that the model looked at anything for</source>
        <translation>لا توجد نتيجة نظر النموذج من أجلها في شيء</translation>
    </message>
    <message>
        <source>A demo result is made up: the model looked at nothing</source>
        <translation>النتيجة التجريبية مختلقة: لم ينظر النموذج في شيء</translation>
    </message>
    <message>
        <source>The photo shows neither skin nor hair, so there is no answer to explain</source>
        <translation>لا تُظهر الصورة بشرة ولا شعرًا، فلا إجابة لشرحها</translation>
    </message>
    <message>
        <source>{question} can&apos;t be judged from this photo, so there is nothing to show</source>
        <translation>{question}: لا يمكن الحكم من هذه الصورة، فلا شيء لإظهاره</translation>
    </message>
    <message>
        <source>It is not known where the model looked; analysing again may tell</source>
        <translation>لا يُعرف أين نظر النموذج؛ وقد يبيّن ذلك التحليلُ من جديد</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Start here</source>
        <translation>ابدأ هنا</translation>
    </message>
    <message>
        <source>The answer is only as good as the photo: daylight, in focus, close enough that skin or hair fills most of it, without a filter.</source>
        <translation>جودة الإجابة من جودة الصورة: ضوء النهار، ووضوح، وقرب يجعل البشرة أو الشعر يملأ معظمها، ومن دون مرشّح.</translation>
    </message>
    <message>
        <source>Everything happens on this computer. The program opens no network connection.</source>
        <translation>يحدث كل شيء على هذا الحاسوب. ولا يفتح البرنامج أي اتصال بالشبكة.</translation>
    </message>
    <message>
        <source>Give it a photo.</source>
        <translation>أعطه صورة.</translation>
    </message>
    <message>
        <source>Drop it on the window, paste it, or choose it with File &gt; Open.</source>
        <translation>أفلتها على النافذة، أو ألصقها، أو اخترها من ملف &gt; فتح صور.</translation>
    </message>
    <message>
        <source>Read the cards.</source>
        <translation>اقرأ البطاقات.</translation>
    </message>
    <message>
        <source>One each for skin type, hair type and condition. Each says what it looks like, how sure that is, and what else it could be.</source>
        <translation>بطاقة لكل من نوع البشرة ونوع الشعر والحالة الجلدية. تقول كل منها كيف يبدو الأمر، وما مدى التأكد، وما الاحتمالات الأخرى.</translation>
    </message>
    <message>
        <source>Give it many.</source>
        <translation>أعطه الكثير.</translation>
    </message>
    <message>
        <source>Drop a folder. The list fills while you go on; search, filter and sort it, and move through it with the arrow keys.</source>
        <translation>أفلت مجلدًا. تمتلئ القائمة وأنت تواصل عملك؛ ابحث فيها وصفِّها ورتّبها، وتنقّل فيها بمفاتيح الأسهم.</translation>
    </message>
    <message>
        <source>Let them come.</source>
        <translation>دعها تصل.</translation>
    </message>
    <message>
        <source>File &gt; Watch folder analyses what arrives in a folder, such as the one that your phone fills, until you stop it.</source>
        <translation>يحلل ملف &gt; مراقبة مجلد ما يصل إلى مجلد، مثل المجلد الذي يملؤه هاتفك، إلى أن توقفه.</translation>
    </message>
    <message>
        <source>Go on later.</source>
        <translation>تابع لاحقًا.</translation>
    </message>
    <message>
        <source>Close the window whenever you like. File &gt; Continue last batch brings back what was done of the folders and does the rest.</source>
        <translation>أغلق النافذة متى شئت. يعيد ملف &gt; متابعة الدفعة الأخيرة ما أُنجز من المجلدات ويكمل الباقي.</translation>
    </message>
    <message>
        <source>Keep the results.</source>
        <translation>احتفظ بالنتائج.</translation>
    </message>
    <message>
        <source>File &gt; Export saves a table or JSON, or drag rows out of the list. View &gt; Summary shows how many photos have which answer.</source>
        <translation>يحفظ ملف &gt; تصدير جدولًا أو JSON، أو اسحب الصفوف خارج القائمة. ويُظهر عرض &gt; ملخص عدد الصور لكل إجابة.</translation>
    </message>
    <message>
        <source>What the result means</source>
        <translation>معنى النتيجة</translation>
    </message>
    <message>
        <source>The percentages are what the model gives each label of one question; they add up to 100 %. They say how well the photo fits what the model was trained on, not how likely it is that you have something.</source>
        <translation>النسب المئوية هي ما يعطيه النموذج لكل وسم من وسوم السؤال الواحد؛ ومجموعها 100 %. تقول كم تناسب الصورة ما دُرّب عليه النموذج، لا كم يُحتمل أن تكون هناك حالة جلدية.</translation>
    </message>
    <message>
        <source>The model knows only the labels shown and was trained on few people. It is often wrong, and less reliable for whom it has seen least.</source>
        <translation>لا يعرف النموذج إلا الوسوم المعروضة، ودُرّب على عدد قليل من الناس. وكثيرًا ما يخطئ، وتقلّ موثوقيته لمن قلّ ما رآه من أمثالهم.</translation>
    </message>
    <message>
        <source>Eczema and psoriasis look so much alike that the model never chooses between them, whatever the bars say.</source>
        <translation>تتشابه الإكزيما والصدفية إلى حد أن النموذج لا يختار بينهما أبدًا، مهما قالت الأشرطة.</translation>
    </message>
    <message>
        <source>One answer fits clearly better than the others.</source>
        <translation>تناسب إجابة واحدة أفضل من غيرها بوضوح.</translation>
    </message>
    <message>
        <source>More than one answer fits. The card names them.</source>
        <translation>تناسب أكثر من إجابة. تذكرها البطاقة.</translation>
    </message>
    <message>
        <source>The photo does not show it well enough, so no answer is given.</source>
        <translation>لا تُظهر الصورة ذلك بما يكفي، فلا تُعطى إجابة.</translation>
    </message>
    <message>
        <source>The photo shows something else.</source>
        <translation>تُظهر الصورة شيئًا آخر.</translation>
    </message>
    <message>
        <source>The file could not be read; the reason is given.</source>
        <translation>تعذّرت قراءة الملف؛ والسبب مذكور.</translation>
    </message>
    <message>
        <source>Made up, to show the program without a model.</source>
        <translation>مختلقة، لعرض البرنامج من دون نموذج.</translation>
    </message>
    <message>
        <source>When to see a dermatologist</source>
        <translation>متى تراجع طبيب الجلدية</translation>
    </message>
    <message>
        <source>This program does not look for skin cancer and can&apos;t rule it out, whatever it answers. See a dermatologist soon about a mole or spot with any of these signs:</source>
        <translation>لا يبحث هذا البرنامج عن سرطان الجلد ولا يستطيع استبعاده، مهما أجاب. راجع طبيب الجلدية قريبًا بشأن شامة أو بقعة فيها أيٌّ من هذه العلامات:</translation>
    </message>
    <message>
        <source>Asymmetry: one half is unlike the other.</source>
        <translation>عدم التناظر: لا يشبه نصفها نصفها الآخر.</translation>
    </message>
    <message>
        <source>Border: it is ragged, notched or blurred.</source>
        <translation>الحواف: غير منتظمة أو مسنّنة أو غير واضحة.</translation>
    </message>
    <message>
        <source>Colour: it has several colours, or an uneven one.</source>
        <translation>اللون: لها عدة ألوان، أو لون غير متجانس.</translation>
    </message>
    <message>
        <source>Diameter: it is larger than about 6 mm, or growing.</source>
        <translation>القطر: أكبر من نحو 6 mm، أو آخذ في الكبر.</translation>
    </message>
    <message>
        <source>Evolving: it changes in size, shape or colour, itches or bleeds.</source>
        <translation>التطوّر: يتغيّر حجمها أو شكلها أو لونها، أو تحكّ أو تنزف.</translation>
    </message>
    <message>
        <source>See a dermatologist, too, about a sore that does not heal, a rash that spreads, hurts or comes with fever, sudden hair loss, or anything else that worries you.</source>
        <translation>راجع طبيب الجلدية أيضًا بشأن قرحة لا تلتئم، أو طفح ينتشر أو يؤلم أو تصاحبه حمّى، أو تساقط مفاجئ للشعر، أو أي شيء آخر يقلقك.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>اختصارات المفاتيح</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>تكبير عند المؤشر</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>عجلة الفأرة</translation>
    </message>
    <message>
        <source>Fit, or look closer</source>
        <translation>ملاءمة، أو نظر عن قرب</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>نقر مزدوج</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>تحريك الصورة</translation>
    </message>
    <message>
        <source>Drag, or arrow keys</source>
        <translation>سحب، أو مفاتيح الأسهم</translation>
    </message>
    <message>
        <source>Next photo in the list</source>
        <translation>الصورة التالية في القائمة</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>مفاتيح الأسهم</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>About Haski Desktop</source>
        <translation>حول Haski Desktop</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>الإصدار {version}</translation>
    </message>
    <message>
        <source>Analyses photos of skin and hair on this computer. The program is licensed under the Apache License 2.0 and stands on the work of others:</source>
        <translation>يحلل صور البشرة والشعر على هذا الحاسوب. البرنامج مرخّص بموجب Apache License 2.0 ويقوم على عمل آخرين:</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>النموذج</translation>
    </message>
    <message>
        <source>The texts in this language are machine-made, not proofread. If you speak it, you can help: “Texts” in CONTRIBUTING.md, in the program&apos;s source, names the files to correct.</source>
        <translation>نصوص هذه اللغة من ترجمة آلة ولم تُراجَع. إن كنت تتكلمها فيمكنك المساعدة: يذكر القسم “Texts” في الملف CONTRIBUTING.md، ضمن شفرة البرنامج المصدرية، الملفات التي تُصحَّح.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>الترخيص</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>محرّك التشغيل</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Everybody</source>
        <translation>الجميع</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Search photos</source>
        <translation>بحث في الصور</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>شبكة</translation>
    </message>
    <message>
        <source>Show the photos in a grid</source>
        <translation>عرض الصور في شبكة</translation>
    </message>
    <message>
        <source>No photo matches.</source>
        <translation>لا صورة مطابقة.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>عرض جميع الصور</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>ترتيب حسب</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>كما أُضيفت</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>حسب الاسم</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>حسب الحالة</translation>
    </message>
    <message>
        <source>By answer</source>
        <translation>حسب الإجابة</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total} photos</source>
        <translation>{shown} من {total} صورة</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>حدث خطأ ما</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>حدث خطأ غير متوقع.</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, start the program anew, and send the details to its developers if you like. Nothing was sent by itself.</source>
        <translation>يمكنك المتابعة. إن تكرّر ذلك فشغّل البرنامج من جديد، وأرسل التفاصيل إلى مطوّريه إن شئت. لم يُرسل شيء من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>نسخ التفاصيل</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>{done} of {total} photos</source>
        <translation>{done} من {total} صورة</translation>
    </message>
    <message>
        <source>Paused: {done}</source>
        <translation>متوقف مؤقتًا: {done}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Cancelled: {done} of {total} photos analysed</source>
        <translation>أُلغي: حُلّلت {done} من {total} صورة</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) analysed</source>
        <translation>
            <numerusform>لم تُحلَّل صور (%n)</numerusform>
            <numerusform>حُلّلت %n صورة</numerusform>
            <numerusform>حُلّلت صورتان (%n)</numerusform>
            <numerusform>حُلّلت %n صور</numerusform>
            <numerusform>حُلّلت %n صورة</numerusform>
            <numerusform>حُلّلت %n صورة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>لم تتعذّر أي صورة (%n)</numerusform>
            <numerusform>تعذّرت واحدة (%n)</numerusform>
            <numerusform>تعذّرت اثنتان (%n)</numerusform>
            <numerusform>تعذّرت %n</numerusform>
            <numerusform>تعذّرت %n</numerusform>
            <numerusform>تعذّرت %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not skin or hair</source>
        <translation>
            <numerusform>بلا بشرة أو شعر: %n</numerusform>
            <numerusform>بلا بشرة أو شعر: %n</numerusform>
            <numerusform>بلا بشرة أو شعر: %n</numerusform>
            <numerusform>بلا بشرة أو شعر: %n</numerusform>
            <numerusform>بلا بشرة أو شعر: %n</numerusform>
            <numerusform>بلا بشرة أو شعر: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>خلال {time}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>التقدّم</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Summary…</source>
        <translation>ملخص…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>جارٍ البحث عن صور…</translation>
    </message>
    <message>
        <source>{rate} photos a second</source>
        <translation>{rate} صورة في الثانية</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>بقي {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n ثانية</numerusform>
            <numerusform>%n ثانية</numerusform>
            <numerusform>ثانيتان (%n)</numerusform>
            <numerusform>%n ثوانٍ</numerusform>
            <numerusform>%n ثانية</numerusform>
            <numerusform>%n ثانية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>دقيقتان (%n)</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n ساعة</numerusform>
            <numerusform>%n ساعة</numerusform>
            <numerusform>ساعتان (%n)</numerusform>
            <numerusform>%n ساعات</numerusform>
            <numerusform>%n ساعة</numerusform>
            <numerusform>%n ساعة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Recent</source>
        <translation>الأخيرة</translation>
    </message>
    <message>
        <source>Continue last batch</source>
        <translation>متابعة الدفعة الأخيرة</translation>
    </message>
    <message>
        <source>Continue: {batch}</source>
        <translation>متابعة: {batch}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>تقرير</translation>
    </message>
    <message>
        <source>Show the &amp;photos</source>
        <translation>عرض الصور</translation>
    </message>
    <message>
        <source>Tell the &amp;names of the files</source>
        <translation>ذكر أسماء الملفات</translation>
    </message>
    <message>
        <source>A pa&amp;ge for each photo, too</source>
        <translation>صفحة لكل صورة أيضًا</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message>
        <source>Prin&amp;t…</source>
        <translation>طباعة…</translation>
    </message>
    <message numerus="yes">
        <source>What the program says of %n photo(s), on paper that can be handed to a doctor, with room for notes.</source>
        <translation>
            <numerusform>ما يقوله البرنامج عن %n صورة، على ورق يمكن تسليمه إلى الطبيب، مع مكان للملاحظات.</numerusform>
            <numerusform>ما يقوله البرنامج عن صورة واحدة (%n)، على ورق يمكن تسليمه إلى الطبيب، مع مكان للملاحظات.</numerusform>
            <numerusform>ما يقوله البرنامج عن صورتين (%n)، على ورق يمكن تسليمه إلى الطبيب، مع مكان للملاحظات.</numerusform>
            <numerusform>ما يقوله البرنامج عن %n صور، على ورق يمكن تسليمه إلى الطبيب، مع مكان للملاحظات.</numerusform>
            <numerusform>ما يقوله البرنامج عن %n صورة، على ورق يمكن تسليمه إلى الطبيب، مع مكان للملاحظات.</numerusform>
            <numerusform>ما يقوله البرنامج عن %n صورة، على ورق يمكن تسليمه إلى الطبيب، مع مكان للملاحظات.</numerusform>
        </translation>
    </message>
    <message>
        <source>Where a photo was taken, and with what, is never told.</source>
        <translation>لا يُذكر أبدًا أين التُقطت الصورة ولا بماذا.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Save report</source>
        <translation>حفظ التقرير</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Result</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>تحليل من جديد</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>نسخ بوصفها نصًّا</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>تقرير…</translation>
    </message>
    <message>
        <source>The analysis was cancelled before this photo&apos;s turn came.</source>
        <translation>أُلغي التحليل قبل أن يأتي دور هذه الصورة.</translation>
    </message>
    <message>
        <source>Waiting to be analysed…</source>
        <translation>في انتظار التحليل…</translation>
    </message>
    <message>
        <source>Model {version}</source>
        <translation>النموذج {version}</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>“{name}” exists already. Replace it?</source>
        <translation>«{name}» موجود بالفعل. أتريد استبداله؟</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Photos side by side</source>
        <translation>الصور جنبًا إلى جنب</translation>
    </message>
</context>
<context>
    <name>SkinQuestions</name>
    <message>
        <source>Your skin type</source>
        <translation>نوع بشرتك</translation>
    </message>
    <message>
        <source>A photo hardly shows how oily or dry skin is, and never how it feels. Think of an ordinary day of the last weeks, without make-up or cream.</source>
        <translation>لا تكاد الصورة تُظهر كم البشرة دهنية أو جافة، ولا تُظهر أبدًا كيف تُحَسّ. فكّر في يوم عادي من الأسابيع الأخيرة، من دون مكياج أو كريم.</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>الاحتفاظ بهذه الإجابة</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left</source>
        <translation>
            <numerusform>لم يبقَ أي سؤال (%n)</numerusform>
            <numerusform>بقي سؤال واحد (%n)</numerusform>
            <numerusform>بقي سؤالان (%n)</numerusform>
            <numerusform>بقيت %n أسئلة</numerusform>
            <numerusform>بقي %n سؤالًا</numerusform>
            <numerusform>بقي %n سؤال</numerusform>
        </translation>
    </message>
    <message>
        <source>What spoke for it: {reasons}.</source>
        <translation>ما أشار إلى ذلك: {reasons}.</translation>
    </message>
</context>
<context>
    <name>SummaryBar</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>Summary</source>
        <translation>ملخص</translation>
    </message>
    <message>
        <source>Press a bar to see its photos alone in the list.</source>
        <translation>اضغط على شريط لترى صوره وحدها في القائمة.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>صورتان (%n)</numerusform>
            <numerusform>%n صور</numerusform>
            <numerusform>%n صورة</numerusform>
            <numerusform>%n صورة</numerusform>
        </translation>
    </message>
    <message>
        <source>Save summary</source>
        <translation>حفظ الملخص</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>No picture to show</source>
        <translation>لا صورة للعرض</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 shows the whole photo, arrow keys move it.</source>
        <translation>يكبّر زائد ويصغّر ناقص، ويعرض 0 الصورة كاملة، وتحرّكها مفاتيح الأسهم.</translation>
    </message>
</context>
<context>
    <name>WatchRow</name>
    <message>
        <source>Stop watching</source>
        <translation>إيقاف المراقبة</translation>
    </message>
    <message>
        <source>Watching “{folder}”</source>
        <translation>مراقبة «{folder}»</translation>
    </message>
    <message>
        <source>it can&apos;t be reached now; trying again</source>
        <translation>لا يمكن الوصول إليه الآن؛ تُعاد المحاولة</translation>
    </message>
    <message>
        <source>looking at what is there already…</source>
        <translation>جارٍ النظر فيما هو موجود بالفعل…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) arrived so far</source>
        <translation>
            <numerusform>لم تصل صور حتى الآن (%n)</numerusform>
            <numerusform>وصلت صورة واحدة حتى الآن (%n)</numerusform>
            <numerusform>وصلت صورتان حتى الآن (%n)</numerusform>
            <numerusform>وصلت %n صور حتى الآن</numerusform>
            <numerusform>وصلت %n صورة حتى الآن</numerusform>
            <numerusform>وصلت %n صورة حتى الآن</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing new yet</source>
        <translation>لا جديد بعد</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Also keep a smaller copy of each photo</source>
        <translation>حفظ نسخة أصغر من كل صورة أيضًا</translation>
    </message>
    <message>
        <source>Turn the history on</source>
        <translation>تفعيل السجل</translation>
    </message>
    <message>
        <source>Keep photos and results over time</source>
        <translation>حفظ الصور والنتائج مع مرور الوقت</translation>
    </message>
    <message>
        <source>You can delete a photo, a person or everything at any time, for good.</source>
        <translation>يمكنك حذف صورة أو شخص أو كل شيء في أي وقت، نهائيًا.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Photos, photo and result</source>
        <translation>الصور والصورة والنتيجة</translation>
    </message>
    <message>
        <source>Photo and result</source>
        <translation>الصورة والنتيجة</translation>
    </message>
</context>
</TS>
