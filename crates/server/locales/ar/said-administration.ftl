# What the administration of people, places and policy says when it refuses something, and the words for kinds of objects.

# A fault with the place it is at.
said-administration-place = { $word-place }: { $said-why }

# Refusals that every use case shares.
said-administration-missing = لم يُعثر على { $said-kind } «{ $id }»، أو لا يحق لك رؤية ذلك
said-administration-missing-override = ليس لدى { $login } استثناء رقم { $id } يحق لك رؤيته
said-administration-changed = تغيّر هذا ({ $said-kind }) منذ اطلاعك عليه؛ اطلع عليه من جديد وكرّر ما لا تزال تريده
said-administration-key-reused = استُخدم Idempotency-Key هذا لطلب آخر؛ استخدم واحدًا جديدًا لكل طلب
said-administration-managed-by-roles = تُدار حقوق الوصول بالأدوار: لدى { $login } أسطر أدوار، فلا تُحتسب المجموعات الممنوحة مباشرة؛ أسند سطر دور أو أنهِ سطرًا بدلًا من ذلك
said-administration-last-administrator = { $login } هو المسؤول الأخير؛ عيّن مسؤولًا آخر أولًا، وإلا فلن يستطيع أحد إدارة هذا النظام
said-administration-last-administrator-this = لن يبقى أي مسؤول؛ عيّن مسؤولًا آخر أولًا، وإلا فلن يستطيع أحد إدارة هذا النظام
said-administration-step-up = يلزم أن تثبت من جديد أنك أنت؛ افعل ذلك ثم أرسل مرة أخرى
said-administration-not-in-force = لا يمكن جعل هذا ساريًا، ولم يتغير شيء:
said-administration-not-ready = لم تُحمَّل أي سياسة بعد؛ حاول مرة أخرى بعد لحظة
said-administration-busy = تُغيَّر أشياء كثيرة في وقت واحد؛ حاول مرة أخرى بعد لحظة
said-administration-untold-full = يجب تسجيل هذا في سجل التدقيق، ولا يمكن ذلك الآن (قيود كثيرة تنتظر قاعدة البيانات)؛ حاول مرة أخرى بعد لحظة
said-administration-untold-unwritten = يجب تسجيل هذا في سجل التدقيق، ولا يمكن ذلك الآن (لم تستقبل قاعدة البيانات القيد في الوقت المناسب)؛ حاول مرة أخرى بعد لحظة

# What is there already.
said-administration-taken-user = المستخدم { $login } موجود بالفعل؛ اختر اسم دخول آخر
said-administration-taken-address = يوجد حساب بالعنوان { $email } بالفعل؛ اختر عنوانًا آخر
said-administration-taken-company = الشركة { $code } موجودة بالفعل؛ اختر رمزًا آخر
said-administration-taken-department = القسم { $code } موجود بالفعل؛ اختر رمزًا آخر
said-administration-taken-area = المنطقة { $code } موجودة بالفعل؛ اختر رمزًا آخر

# Words for kinds of objects.
said-administration-kind-user = مستخدم
said-administration-kind-company = شركة
said-administration-kind-department = قسم
said-administration-kind-area = منطقة
said-administration-kind-qualification = مهارة أو شهادة
said-administration-kind-role-line = سطر دور
said-administration-kind-override = استثناء
said-administration-kind-attribute = سمة
said-administration-kind-picture = صورة
said-administration-kind-picture-of = صورة
said-administration-kind-key = مفتاح API
said-administration-kind-job = مهمة
said-administration-kind-import-template = قالب استيراد
said-administration-kind-session = جلسة
said-administration-kind-device = جهاز
said-administration-kind-second-factor = عامل ثانٍ
said-administration-kind-audit-entry = قيد في سجل التدقيق
said-administration-kind-setting = إعداد
said-administration-kind-policy-setting = إعداد السياسة
said-administration-kind-model = نموذج
said-administration-kind-category = فئة
said-administration-kind-privilege = امتياز
said-administration-kind-group = مجموعة
said-administration-kind-acl = قائمة وصول
said-administration-kind-acl-word = قائمة وصول
said-administration-kind-acl-of-model = قائمة وصول لهذا النموذج
said-administration-kind-access-list = قائمة وصول
said-administration-kind-rule = قاعدة
said-administration-kind-field-rule = حد حقل
said-administration-kind-field-rule-word = حد حقل
said-administration-kind-permission = إذن
said-administration-kind-role = دور

# Whoever may not do it.
said-administration-account-now = لا يمكن استخدام حسابك الآن
said-administration-account-today = حسابك غير سارٍ اليوم؛ راجع من يدير المستخدمين
said-administration-token-nobody = هذا المفتاح لا يعمل باسم أحد، فلا يستطيع فعل شيء هنا؛ أنشئ مفتاحًا لمستخدم
said-administration-nobody-known = لا أحد معروف بهذا الاسم، فلا شيء يُمنح
said-administration-one-company = الشركة { $code }: { $said-why }
said-administration-one-department = القسم { $code }: { $said-why }
said-administration-one-area = المنطقة { $code }: { $said-why }
said-administration-some-create = يمكنك إنشاء بعض سجلات { $model }، لكن ليس هذا السجل كما هو أو كما سيكون: إنه خارج نطاق أسطر أدوارك، أو تمنعه قاعدة
said-administration-some-read = يمكنك قراءة بعض سجلات { $model }، لكن ليس هذا السجل كما هو أو كما سيكون: إنه خارج نطاق أسطر أدوارك، أو تمنعه قاعدة
said-administration-some-update = يمكنك تعديل بعض سجلات { $model }، لكن ليس هذا السجل كما هو أو كما سيكون: إنه خارج نطاق أسطر أدوارك، أو تمنعه قاعدة
said-administration-some-delete = يمكنك حذف بعض سجلات { $model }، لكن ليس هذا السجل كما هو أو كما سيكون: إنه خارج نطاق أسطر أدوارك، أو تمنعه قاعدة
said-administration-field-of-user = لا يمكنك تغيير { $field } لهذا المستخدم؛ يتطلب ذلك دورًا يدير المستخدمين هناك
said-administration-field-of-company = لا يمكنك تغيير { $field } لهذه الشركة؛ يتطلب ذلك استيفاء الحد المفروض على هذا الحقل
said-administration-field-of-department = لا يمكنك تغيير { $field } لهذا القسم؛ يتطلب ذلك استيفاء الحد المفروض على هذا الحقل
said-administration-field-of-area = لا يمكنك تغيير { $field } لهذه المنطقة؛ يتطلب ذلك استيفاء الحد المفروض على هذا الحقل
said-administration-unseen-of-user = لا يمكنك تغيير { $field } لهذا المستخدم لأنه لا يحق لك رؤية قيمته؛ اترك ذلك لمن يحق له
said-administration-unseen-of-company = لا يمكنك تغيير { $field } لهذه الشركة لأنه لا يحق لك رؤية قيمته؛ اترك ذلك لمن يحق له
said-administration-unseen-of-department = لا يمكنك تغيير { $field } لهذا القسم لأنه لا يحق لك رؤية قيمته؛ اترك ذلك لمن يحق له
said-administration-unseen-of-area = لا يمكنك تغيير { $field } لهذه المنطقة لأنه لا يحق لك رؤية قيمته؛ اترك ذلك لمن يحق له
said-administration-unseen-state = لا يمكنك تغيير حالة هذا المستخدم لأنه لا يحق لك رؤيتها؛ اترك ذلك لمن يحق له
said-administration-holdings = ما يجوز لشخص فعله يُعرض فقط لمن يحق له قراءة أسطر أدواره
said-administration-fields-judged = لا يمكن تقييم حقول { $model }: { $said-why }

# What nobody gives who does not hold it.
said-administration-line-managing = يتطلب سطر الدور أن تدير المستخدمين حيث يسري وفي أيام سريانه: { $said-why }
said-administration-oneself = لا يقرر أحد بنفسه من هو وإلى أين ينتمي وإلى متى ({ $fields })؛ اترك ذلك لشخص آخر يدير المستخدمين هناك
said-administration-administrator = هذا يخص الجميع، فيتطلب مسؤولًا داخليًا يسري دوره في كل مكان (المجموعة { $group })
said-administration-everywhere = يتطلب هذا دورًا داخليًا يسري في كل مكان (المجموعة { $group })
said-administration-name-companies = أنت تعمل ضمن شركاتك؛ حدّد الشركات التي يسري فيها هذا
said-administration-not-yours-give = الشركة { $company } ليست من شركاتك، فلا يمكنك منح شيء فيها
said-administration-not-yours-bring = الشركة { $company } ليست من شركاتك، فلا يمكنك ضم أحد إليها
said-administration-inherits-company = لدى كل من في الشركة { $company } دور لا يمكنك منحه: { $said-why }
said-administration-inherits-department = لدى كل من في القسم { $department } دور لا يمكنك منحه: { $said-why }
said-administration-unmanaged-user = بدون هذا السطر تُحتسب من جديد مجموعات مُنحت مباشرة للمستخدم { $login }: { $said-why }
said-administration-unmanaged-company = بدون هذا السطر تُحتسب من جديد مجموعات مُنحت مباشرة في الشركة { $company }: { $said-why }
said-administration-unmanaged-department = بدون هذا السطر تُحتسب من جديد مجموعات مُنحت مباشرة في القسم { $department }: { $said-why }
said-administration-default-role = تحصل الحسابات الجديدة هناك على الدور { $role } ({ $setting })، ولا يحق لك منحه: { $said-why }؛ حدّد أسطر الأدوار بنفسك
said-administration-denied-oneself = لا يرفع أحد بنفسه ما رُفض له
said-administration-own-access = هذا ينهي صلاحياتك أنت؛ اترك ذلك لشخص آخر يدير المستخدمين
said-administration-record-changed = سيُغيَّر أو يُزال معرّف تعتمد عليه السجلات، ويتبعه ما تسمح به التطبيقات لصاحبه في سجلاته؛ اترك external_id لمسؤول يسري دوره في كل مكان
said-administration-record-anothers = المعرّف { $id } هو أو كان لحساب آخر، ويتبعه ما تسمح به التطبيقات لصاحبه في سجلاته؛ اترك external_id لمسؤول يسري دوره في كل مكان
said-administration-record-taken = لدى المستخدم { $login } المعرّف { $id }؛ أزله عنه أولًا

# What is named and is not there.
said-administration-no-company = لا توجد شركة «{ $code }»
said-administration-no-department = لا يوجد قسم «{ $code }»
said-administration-no-area = لا توجد منطقة «{ $code }»
said-administration-no-role = لا يوجد دور «{ $role }»
said-administration-no-group = لا توجد مجموعة «{ $group }»
said-administration-no-model = لا يوجد نموذج { $model }
said-administration-no-permission = لا يوجد إذن { $permission }
said-administration-role-labels = عدة أدوار اسمها «{ $label }»؛ حدّد المقصود بمعرّفه

# Companies, departments and areas.
said-administration-circle-one = سيقع { $code } تحت نفسه: { $start } في { $end }؛ اختر موضعًا آخر
said-administration-circle-two = سيقع { $code } تحت نفسه: { $start } في { $above } في { $end }؛ اختر موضعًا آخر
said-administration-circle-three = سيقع { $code } تحت نفسه: { $start } في { $above } في { $higher } في { $end }؛ اختر موضعًا آخر
said-administration-circle-more = سيقع { $code } تحت نفسه: { $start } في { $above } في { $higher } في { $rest } في { $end }؛ اختر موضعًا آخر
said-administration-below-client = { $parent } شركة عميلة، ولا يمكن أن تقع تحتها شركة تابعة لنا؛ اجعل { $code } شركة عميلة أو اختر موضعًا آخر
said-administration-above-provider = { $below } شركة تابعة لنا تقع تحت { $code }، فلا يمكن أن تكون { $code } شركة عميلة؛ انقل { $below } أولًا
said-administration-no-zone = «{ $zone }» ليست منطقة زمنية؛ استخدم اسمًا من أسماء IANA مثل Asia/Manila
said-administration-department-not-empty = لا يمكن نقل القسم { $code } إلى الشركة { $company } ما دام فيه شيء: مستخدمون ينتمون إليه: { $people }، أقسام تحته: { $below }؛ انقلها أولًا
said-administration-department-elsewhere = { $parent } قسم في الشركة { $other }، وهذا القسم في الشركة { $company }؛ اختر قسمًا في الشركة نفسها
said-administration-delete-one = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-two = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-three = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }، { $said-three }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-four = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }، { $said-three }، { $said-four }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-five = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }، { $said-three }، { $said-four }، { $said-five }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-six = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }، { $said-three }، { $said-four }، { $said-five }، { $said-six }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-seven = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }، { $said-three }، { $said-four }، { $said-five }، { $said-six }، { $said-seven }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-delete-eight = لا يمكن حذف هذا ({ $said-kind } { $code }) ما دام شيء يشير إليه: { $said-one }، { $said-two }، { $said-three }، { $said-four }، { $said-five }، { $said-six }، { $said-seven }، { $said-eight }؛ انقل ذلك أو أزله أولًا، فلا شيء يُحذف معه
said-administration-ref-companies = شركات تحتها: { $count }
said-administration-ref-departments-below = أقسام تحته: { $count }
said-administration-ref-areas = مناطق فيها: { $count }
said-administration-ref-departments = أقسامها: { $count }
said-administration-ref-home = مستخدمون ينتمون إليها: { $count }
said-administration-ref-members = مستخدمون ينتمون إليه: { $count }
said-administration-ref-workers = مستخدمون يعملون فيها: { $count }
said-administration-ref-acting = مستخدمون يمكنهم العمل باسمها: { $count }
said-administration-ref-reach = أسطر أدوار تمتد إلى هناك: { $count }
said-administration-ref-lines = أسطر أدوار ممنوحة للأفراد هناك: { $count }
said-administration-ref-overrides = استثناءات تشير إلى ذلك: { $count }
said-administration-ref-settings = إعدادات محددة هناك: { $count }
said-administration-area-columns = لا يحق لك قراءة { $field } وتغييره لكل المناطق، فلا يمكن أن تتضمن قائمتك هذا العمود؛ احذفه
said-administration-area-other = توجد منطقة بهذا الرمز بالفعل وهي مختلفة؛ احذف الصف أو اسمح للقائمة بتغيير المناطق

# Seats.
said-administration-seats-full-contact = لا مقعد شاغر في الشركة { $company }: المشغول { $used } من { $seats } ({ $setting }، المحدد في { $from })؛ أنهِ الحسابات غير اللازمة، أو اطلب مقاعد إضافية من { $contact }
said-administration-seats-full-above = لا مقعد شاغر في الشركة { $company }: المشغول { $used } من { $seats } ({ $setting }، المحدد في { $from })؛ أنهِ الحسابات غير اللازمة، أو اطلب مقاعد إضافية ممن يدير الشركات الأعلى
said-administration-seats-full-administrator = لا مقعد شاغر في الشركة { $company }: المشغول { $used } من { $seats } ({ $setting }، المحدد في { $from })؛ أنهِ الحسابات غير اللازمة، أو اطلب مقاعد إضافية من مسؤول في هذا النظام
said-administration-seats-room-contact = لا تكفي المقاعد في الشركة { $company } { $people ->
        [two] لشخصين إضافيين
        [few] لـ { $people } أشخاص إضافيين
        [many] لـ { $people } شخصًا إضافيًا
       *[other] لـ { $people } شخص إضافي
    }: المشغول { $used } من { $seats } ({ $setting }، المحدد في { $from })؛ أنهِ الحسابات غير اللازمة، أو اطلب مقاعد إضافية من { $contact }
said-administration-seats-room-above = لا تكفي المقاعد في الشركة { $company } { $people ->
        [two] لشخصين إضافيين
        [few] لـ { $people } أشخاص إضافيين
        [many] لـ { $people } شخصًا إضافيًا
       *[other] لـ { $people } شخص إضافي
    }: المشغول { $used } من { $seats } ({ $setting }، المحدد في { $from })؛ أنهِ الحسابات غير اللازمة، أو اطلب مقاعد إضافية ممن يدير الشركات الأعلى
said-administration-seats-room-administrator = لا تكفي المقاعد في الشركة { $company } { $people ->
        [two] لشخصين إضافيين
        [few] لـ { $people } أشخاص إضافيين
        [many] لـ { $people } شخصًا إضافيًا
       *[other] لـ { $people } شخص إضافي
    }: المشغول { $used } من { $seats } ({ $setting }، المحدد في { $from })؛ أنهِ الحسابات غير اللازمة، أو اطلب مقاعد إضافية من مسؤول في هذا النظام

# People: where they belong, and what they sign in by.
said-administration-login-or-address = اكتب اسم دخول، أو عنوانًا يصلح لذلك
said-administration-department-of-other = القسم «{ $department }» تابع للشركة «{ $company }»، وليست الشركة التي ينتمي إليها المستخدم
said-administration-client-home = يحتاج مستخدمو العميل إلى شركة ينتمون إليها
said-administration-login-hidden = الرمز «{ $sign }» غير مرئي في اسم الدخول؛ احذفه
said-administration-login-sign = للرمز «{ $sign }» معنى في العناوين؛ احذفه
said-administration-login-small = لدى حساب آخر الاسم نفسه بأحرف صغيرة؛ اختر اسم دخول آخر
said-administration-login-part = «{ $login }» جزء من عنوان هنا؛ اختر اسم دخول آخر
said-administration-login-same = يطابق، بوصفه عنوانًا، «{ $address }»؛ اكتبه هكذا
said-administration-login-address = هذا عنوان حساب آخر؛ اختر اسم دخول آخر
said-administration-address-login = هذا العنوان هو اسم دخول حساب آخر؛ اكتب عنوانًا آخر
said-administration-mixed-scripts = في «{ $word }» أحرف من كتابات مختلفة قد تلتبس بأحرف تشبهها؛ اكتب كل كلمة بكتابة واحدة
said-administration-look-for = لا يحق لك قراءة { $field } لكل المستخدمين، فلا يُبحث عنهم به؛ استخدم مفتاحًا آخر مثل login
said-administration-left-long-ago =
    { $days ->
        [one] غادر { $login } منذ أكثر من يوم ولا يمكن استرجاعه؛ أنشئ حسابًا جديدًا
        [two] غادر { $login } منذ أكثر من يومين ولا يمكن استرجاعه؛ أنشئ حسابًا جديدًا
        [few] غادر { $login } منذ أكثر من { $days } أيام ولا يمكن استرجاعه؛ أنشئ حسابًا جديدًا
        [many] غادر { $login } منذ أكثر من { $days } يومًا ولا يمكن استرجاعه؛ أنشئ حسابًا جديدًا
       *[other] غادر { $login } منذ أكثر من { $days } يوم ولا يمكن استرجاعه؛ أنشئ حسابًا جديدًا
    }

# Invitations and other letters.
said-administration-invite-active = حساب { $login } نشط؛ لا تُرسل الدعوة إلا إلى من دُعي ولم يدخل بعد
said-administration-invite-suspended = حساب { $login } موقوف؛ لا تُرسل الدعوة إلا إلى من دُعي ولم يدخل بعد
said-administration-invite-locked = حساب { $login } مقفل؛ لا تُرسل الدعوة إلا إلى من دُعي ولم يدخل بعد
said-administration-invite-left = غادر { $login }؛ لا تُرسل الدعوة إلا إلى من دُعي ولم يدخل بعد
said-administration-invite-address = لا يوجد عنوان تُرسل إليه الدعوة؛ اكتب عنوانًا أولًا
said-administration-no-mail = لا يُرسل بريد من هنا؛ اضبط mail.carrier في إعدادات الخادم أولًا
said-administration-no-letter = لا يمكن إرسال رسالة إلى هذا الحساب
said-administration-too-many-letters = أُرسلت رسائل كثيرة إلى هذا العنوان؛ يمكن إرسال التالية في { $at }
said-administration-no-administrator-role = لا دور يمنح bailiwick.administrator؛ طبّق سياسة فيها دور كهذا

# What people have besides, and what is theirs to change.
said-administration-attribute-held-more = السمة { $attribute } ليست فارغة: لها قيمة لدى { $who } و{ $more ->
        [one] مستخدم آخر
        [two] مستخدمَين آخرَين
        [few] { $more } مستخدمين آخرين
        [many] { $more } مستخدمًا آخر
       *[other] { $more } مستخدم آخر
    }؛ أفرغها أولًا
said-administration-attribute-held = السمة { $attribute } ليست فارغة: لها قيمة لدى { $who }؛ أفرغها أولًا
said-administration-attribute-unfit-more = توجد قيم لن تكون صالحة: قيم { $who } و{ $more ->
        [one] مستخدم آخر
        [two] مستخدمَين آخرَين
        [few] { $more } مستخدمين آخرين
        [many] { $more } مستخدمًا آخر
       *[other] { $more } مستخدم آخر
    }؛ غيّرها أولًا
said-administration-attribute-unfit = توجد قيم لن تكون صالحة: قيم { $who }؛ غيّرها أولًا
said-administration-attribute-shared-more = توجد قيم مشتركة، فلا يمكن أن تكون السمة فريدة: لدى { $who } و{ $more ->
        [one] مستخدم آخر
        [two] مستخدمَين آخرَين
        [few] { $more } مستخدمين آخرين
        [many] { $more } مستخدمًا آخر
       *[other] { $more } مستخدم آخر
    }؛ غيّرها أولًا
said-administration-attribute-shared = توجد قيم مشتركة، فلا يمكن أن تكون السمة فريدة: لدى { $who }؛ غيّرها أولًا
said-administration-attribute-taken = لدى حساب آخر القيمة نفسها؛ يجب أن تكون لكل حساب قيمته
said-administration-own-attribute = لا يمكنك تغيير attributes.{ $name } في حسابك؛ راجع من يدير المستخدمين
said-administration-own-address = لا يمكنك تغيير عنوان حسابك (users.self_editable)؛ راجع من يدير المستخدمين
said-administration-own-field = لا يمكنك تغيير { $field } في حسابك؛ راجع من يدير المستخدمين. ما يمكنك تغييره: { $fields }
said-administration-own-field-none = لا يمكنك تغيير { $field } ولا غيره في حسابك؛ راجع من يدير المستخدمين

# The audit log.
said-administration-trail-everywhere = سجل التدقيق يشمل كل شيء، فيتطلب دورًا داخليًا يسري في كل مكان (المجموعة { $group })
said-administration-trail-missing = القيد { $number } مفقود
