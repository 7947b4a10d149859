# What is said of questions that have no answer, and of requests that get no page, as the program says it.

# What is wrong with a question about who may do what.
said-questions-no-user = لا يوجد مستخدم «{ $login }»؛ يُعرف المستخدمون باسم الدخول
said-questions-no-model = لا يوجد نموذج «{ $model }»؛ صِفه ضمن النماذج
said-questions-name-model = حدّد النموذج
said-questions-no-actions = «{ $action }» ليس مما يمكن فعله في { $model }؛ استخدم create أو read أو update أو delete أو إذنًا مثل feature:export (لا إجراءات لهذا النموذج)
said-questions-no-action = «{ $action }» ليس مما يمكن فعله في { $model }؛ استخدم create أو read أو update أو delete أو أحد إجراءاته ({ $actions }) أو إذنًا مثل feature:export
said-questions-no-id = ليس «{ $id }» معرّفًا في { $model }، فمعرّفات سجلاته أرقام

# What is wrong, and the remedy, where each is a sentence of its own.
said-questions-both = { $said-what }؛ { $said-remedy }

# Who is not shown a page.
said-questions-may-write = يتطلب هذا دورًا يتيح الكتابة هنا
said-questions-jobs = المهام متاحة فقط لمن يحق لهم طلب تنفيذها أو رؤيتها
said-questions-learned-unseen = لا يحق لك رؤية ما تعلّمه هذا المستخدم
said-questions-learned-fixed = لا يغيّر ما تعلّمه هذا المستخدم إلا من يحق له تغيير الحساب
said-questions-temporary = لتعيين كلمة مرور مؤقتة يجب أن تحمل كل ما يحمله المستخدم، ولا تُعيَّن إلا لحساب شخص آخر
said-questions-groups = المجموعات بلا دور متاحة فقط لمن يستطيع منحها كلها
said-questions-overrides = الاستثناءات متاحة فقط لمن يديرون المستخدمين هناك ويحملون ما يحمله المستخدم
said-questions-lines = إسناد الأدوار وإنهاؤها متاحان فقط لمن يديرون المستخدمين هناك
said-questions-policy = هذا الجزء من السياسة لا يُغيَّر هنا، أو لا يحق لك تغييره
said-questions-cross-site = لم يأتِ هذا من صفحة من صفحات هذا الخادم؛ افتح الصفحة من جديد وأرسله منها

# What does not fit in a form that was sent.
said-questions-field-twice = يتكرر الحقل { $field } في النموذج المرسل، فلا يُعرف أيها المقصود؛ أرسله مرة واحدة
said-questions-field-missing = الحقل { $field } غير موجود في النموذج المرسل؛ أرسله مرة واحدة
said-questions-send-once = أرسله مرة واحدة
said-questions-file-missing = الملف { $name } غير موجود في النموذج المرسل؛ اختر ملفًا
said-questions-choose-one = اختر ملفًا
said-questions-not-utf-8 = { $name } ليس نصًا بترميز UTF-8؛ احفظه به وأرسله من جديد
said-questions-save-utf-8 = احفظه بترميز UTF-8
said-questions-too-many-fields = عدد حقول النموذج المرسل أكبر من الحد الأقصى ({ $most })؛ أرسل حقول الصفحة وحدها
said-questions-unreadable = تتعذر قراءة النموذج المرسل؛ أرسله كما يرسله المتصفح
said-questions-unfit = ما أُرسل ليس كما يتوقعه هذا العنوان؛ راجع الأخطاء
said-questions-too-long = ما أُرسل أكبر من الحد الأقصى ({ $limit } بايت)؛ أرسل أقل، أو على عدة طلبات
said-questions-cut-off = انقطع الإرسال قبل أن يكتمل؛ أرسله من جديد
said-questions-no-code = لا يُرسل أي رمز بهذه الطريقة
said-questions-write-way = اكتب email_code أو sms_code
said-questions-wrong-method = لا يقبل هذا العنوان طريقة الطلب هذه؛ انظر الترويسة Allow

# Not now.
said-questions-not-ready = لم تُحمَّل أي سياسة بعد؛ اسأل مرة أخرى بعد لحظة
said-questions-too-slow = استغرق الجواب وقتًا طويلًا؛ اطلب أقل، أو اسأل مرة أخرى بعد لحظة
said-questions-outcome-unknown = استغرق هذا وقتًا طويلًا وقد يُنفَّذ رغم ذلك؛ تحقق قبل أن ترسله من جديد، أو أرفق به Idempotency-Key فلا ضرر من تكرار الإرسال
said-questions-broken = حدث خطأ هنا؛ وفي السجل المزيد تحت معرّف هذا الطلب
said-questions-too-busy = يسجّل كثيرون الدخول في هذه اللحظة؛ حاول مرة أخرى بعد عدد الثواني المذكور في Retry-After

# The audit trail is not as it was written, and how that shows.
said-questions-trail-altered = عُدِّل القيد { $number }: { $said-why }
said-questions-trail-lacking = القيد { $number } مفقود: القيد { $next } في مكانه
said-questions-trail-inserted = أُقحم القيد { $number }: { $said-why }
said-questions-trail-moved = نُقل القيد { $number } من مكانه: يأتي لاحقًا، والقيد { $next } في مكانه
said-questions-trail-truncated = القيد { $number } مفقود مع كل ما بعده: من المعلوم أن السجل يصل إلى القيد { $known }
said-questions-trail-forked = القيد { $number } ليس القيد المدوَّن في مكان آخر: كُتب السجل من جديد ابتداءً من هذا القيد أو من قيد قبله
said-questions-trail-unsearched = لا تعرض القوائم ونتائج البحث القيد { $number } كما كُتب: { $said-why }
said-questions-trail-unrecorded = أُزيل القيد { $number } وما قبله، ولا يذكر ذلك أي قيد في السجل
said-questions-trail-hash = بصمته ليست بصمة نصه
said-questions-trail-zeros = لأنه القيد الأول يجب أن يتبع 64 صفرًا
said-questions-trail-chained = رُبط القيد { $number } بنص آخر لهذا القيد
said-questions-trail-kept-under = هو محفوظ تحت الرقم { $number }
said-questions-trail-unreadable-why = تتعذر قراءة نصه ({ $error })
said-questions-trail-rewritten = بصمته ليست البصمة التي دُوّنت عند كتابته
said-questions-trail-contradicted = ما هو محفوظ في { $word-column } ليس ما يقوله نصه
said-questions-trail-ends = يقول السجل إنه ينتهي بالقيد { $number }
said-questions-trail-from-one = تُعدّ القيود ابتداءً من 1
said-questions-trail-another = هناك قيد آخر بهذا الرقم
said-questions-trail-another-under = هناك قيد آخر بهذا الرقم، محفوظ تحت { $number }
said-questions-trail-left-out = هو غير معروض فيها
said-questions-trail-there-twice = هو معروض فيها مرتين
said-questions-trail-not-written = ليس هو القيد الذي كُتب
said-questions-trail-unreadable = تتعذر قراءة نصه
said-questions-trail-other-column = قيمة { $word-column } مختلفة فيها
said-questions-trail-other-time = وقته مختلف فيها

# What is typed into filters and templates.
said-questions-any-domain = تحتاج 'any' إلى نطاق
said-questions-any-domain-do = اكتب [('field', 'any', […])]
said-questions-template-foreign = قالب الاستيراد «{ $name }» حفظه شخص آخر؛ احفظ قالبك باسم آخر، أو اترك ذلك لمسؤول يسري دوره في كل مكان
said-questions-template-name = يبدأ اسم القالب بحرف، ولا يتجاوز 64 من الحروف والأرقام والمسافات و«-» و«_» و«.»

# What is no form.
said-questions-no-form = يجب أن يكون ما يُرسل نموذجًا أو JSON؛ أرسل Content-Type: application/x-www-form-urlencoded
said-questions-no-file-form = يجب أن يكون ما يُرسل نموذجًا فيه ملف؛ أرسل Content-Type: multipart/form-data
