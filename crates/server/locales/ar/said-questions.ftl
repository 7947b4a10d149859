# What is said of questions that have no answer, and of requests that get no page, as the program says it.

# What is wrong with a question about who may do what.
said-questions-no-user = لا يوجد مستخدم «{ $login }»؛ يُعرف المستخدمون باسم الدخول
said-questions-no-model = لا يوجد نموذج «{ $model }»؛ صِفه ضمن النماذج
said-questions-name-model = حدد النموذج
said-questions-no-actions = «{ $action }» ليس مما يمكن فعله في { $model }؛ استخدم create أو read أو update أو delete أو إذنًا مثل feature:export (لا إجراءات لهذا النموذج)
said-questions-no-action = «{ $action }» ليس مما يمكن فعله في { $model }؛ استخدم create أو read أو update أو delete أو أحد إجراءاته ({ $actions }) أو إذنًا مثل feature:export
said-questions-no-id = «{ $id }» ليس معرّفًا من { $model }، فمعرّفاته أرقام

# What is wrong, and the remedy, where each is a sentence of its own.
said-questions-both = { $said-what }؛ { $said-remedy }

# Who is not shown a page.
said-questions-may-write = يتطلب هذا دورًا يتيح الكتابة هنا
said-questions-jobs = المهام لمن يحق لهم طلب تنفيذها أو رؤيتها
said-questions-learned-unseen = لا يحق لك رؤية ما تعلّمه هذا المستخدم
said-questions-learned-fixed = لا يغيّر ما تعلّمه هذا المستخدم إلا من يحق له تغيير الحساب
said-questions-temporary = تتطلب كلمة المرور المؤقتة أن تحمل كل ما يحمله المستخدم، ولا تُعيَّن إلا لحساب شخص آخر
said-questions-groups = المجموعات بلا دور لمن يستطيع منحها كلها
said-questions-overrides = الاستثناءات لمن يديرون المستخدمين هناك ويحملون ما يحمله المستخدم
said-questions-lines = منح الأدوار وإنهاؤها لمن يديرون المستخدمين هناك
said-questions-policy = هذا الجزء من السياسة لا يُغيَّر هنا، أو لا يحق لك تغييره
said-questions-cross-site = لم يأتِ هذا من صفحة من صفحات هذا الخادم؛ افتح الصفحة من جديد وأرسله منها

# What does not fit in a form that was sent.
said-questions-field-twice = يتكرر الحقل { $field } في النموذج، فلا يُعرف أيها المقصود؛ أرسله مرة واحدة
said-questions-field-missing = ينقص النموذجَ الحقل { $field }؛ أرسله مرة واحدة
said-questions-send-once = أرسله مرة واحدة
said-questions-file-missing = ينقص النموذجَ الملف { $name }؛ اختر ملفًا
said-questions-choose-one = اختر ملفًا
said-questions-not-utf-8 = { $name } ليس نصًا بترميز UTF-8؛ احفظه به وأرسله من جديد
said-questions-save-utf-8 = احفظه بترميز UTF-8
said-questions-too-many-fields = حقول النموذج أكثر من الحد الأقصى ({ $most })؛ أرسل حقول الصفحة وحدها
said-questions-unreadable = تتعذر قراءة النموذج؛ أرسله كما يرسله المتصفح
said-questions-unfit = ما أُرسل ليس كما يتوقعه هذا العنوان؛ انظر الأخطاء
said-questions-too-long = ما أُرسل أكبر من الحد ({ $limit } بايت)؛ أرسل أقل، أو على دفعات
said-questions-cut-off = انقطع الإرسال قبل أن يكتمل؛ أرسله من جديد
said-questions-no-code = لا يُرسل أي رمز بهذه الطريقة
said-questions-write-way = اكتب email_code أو sms_code
said-questions-wrong-method = يقبل هذا العنوان طريقة أخرى؛ انظر الترويسة Allow

# Not now.
said-questions-not-ready = لم تُحمَّل أي سياسة بعد؛ اسأل مرة أخرى بعد لحظة
said-questions-too-slow = استغرق الجواب وقتًا طويلًا؛ اطلب أقل، أو اسأل مرة أخرى بعد لحظة
said-questions-outcome-unknown = استغرق هذا وقتًا طويلًا وقد يتم رغم ذلك؛ تحقق قبل أن ترسله من جديد، أو أرفق به Idempotency-Key فلا ضرر من تكرار الإرسال
said-questions-broken = حدث خطأ هنا؛ وفي السجل المزيد تحت معرّف هذا الطلب
said-questions-too-busy = يسجّل الدخولَ الآن عدد كبير من الأشخاص؛ حاول مرة أخرى بعد بضع ثوانٍ
