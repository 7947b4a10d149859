# What is done in batches, and how far it is.
jobs-about = ما يُنفَّذ على كثيرين معًا في دفعات تصمد أمام إعادة التشغيل. ترى مهامك ومهام الشركات التي تديرها أو تدققها.
jobs-views = طرق العرض
jobs-view-all = الكل
jobs-state-receiving = قيد الاستلام
jobs-state-waiting = في الانتظار
jobs-state-running = قيد التنفيذ
jobs-state-stopping = قيد التوقف
jobs-state-done = تمت
jobs-state-failed = فشلت
jobs-state-stopped = أُوقفت
jobs-state-undone = تُراجع عنها
jobs-none = لا مهام بعد
jobs-none-about = الاستيراد أو الإجراء على عدة مستخدمين مهمة، ويُحفظ هنا تقدمها ونتائجها.
jobs-what = المهمة
jobs-state = الحالة
jobs-done = التقدم
jobs-author = لمن
jobs-made = أُنشئت
jobs-started = بدأت
jobs-ended = انتهت
jobs-undoes = تتراجع عن
jobs-undone-by = تراجعت عنها
jobs-that = تلك المهمة
jobs-kind-import = استيراد مستخدمين
jobs-kind-give-role = إسناد دور
jobs-kind-end-role = إنهاء دور
jobs-kind-set-state = تغيير الحالة
jobs-kind-reset-password = إعادة تعيين كلمات المرور
jobs-kind-end-sessions = إنهاء الجلسات
jobs-kind-change = تغيير الحقول
jobs-kind-undo = التراجع عن مهمة
jobs-tried = { $what }: تجربة
jobs-progress = { $done } من { $total }
jobs-verdict = النتيجة
jobs-verdict-created = أُضيف
jobs-verdict-changed = تغيّر
jobs-verdict-unchanged = كما هو مطلوب أصلًا
jobs-verdict-skipped = تُرك
jobs-verdict-partly = جزئيًا
jobs-verdict-not-done = لم يُنفَّذ مع دفعته
jobs-verdict-refused = رُفض
jobs-would-created = سيُضاف
jobs-would-changed = سيتغيّر
jobs-refresh = تحديث
jobs-stop = إيقاف
jobs-rejects = الصفوف المرفوضة
jobs-undo = معرفة أثر التراجع
jobs-carry-out =
    { $count ->
        [one] نفّذها لواحد
        [two] نفّذها لاثنين
       *[other] نفّذها لـ { $count }
    }
jobs-dry-about = تقول فقط ما سيحدث ولا تغيّر شيئًا.
jobs-about-one = تستمر وحدها ويمكنك مغادرة الصفحة.
jobs-nothing-yet = لم يتغير شيء بعد
jobs-nothing-yet-about = انظر إلى ما سينتج. المرفوض يُترك عند التنفيذ.
jobs-shown = معروضة أدناه
jobs-show = عرض
jobs-show-all = عرض الكل
jobs-items = نتيجة كل عنصر
jobs-items-none = لا شيء يُعرض.
jobs-items-coming = تصل النتائج الأولى بعد لحظة.
jobs-cleared = أُزيلت التفاصيل بعد مدة من الانتهاء كما تنص الإعدادات.
jobs-number = رقم
jobs-whom = المستخدم
jobs-faults = ما الخطأ
