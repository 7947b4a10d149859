# Jobs, parts of the policy, settings, tables and what is sent: what the program says of them, as it says it.

# What somebody does to many at once: jobs, and what comes of their items.
said-work-job-state-receiving = قيد الاستلام
said-work-job-state-waiting = في الانتظار
said-work-job-state-running = قيد التنفيذ
said-work-job-state-stopping = قيد التوقف
said-work-job-state-done = تمت
said-work-job-state-failed = فشلت
said-work-job-state-stopped = أُوقفت
said-work-job-state-undone = تُراجع عنها
said-work-job-ended = لا يمكن إيقاف المهمة { $id }، فحالتها: { $said-state }
said-work-job-stopped-early = أُوقفت المهمة قبل أن تبدأ
said-work-job-stopped = أُوقفت المهمة
said-work-job-author-lost = لم يعد يحق لصاحبها طلب ذلك: { $said-why }
said-work-job-batch-undone = رُفضت صفوف، فلم يُنفَّذ شيء من دفعتها؛ وتبقى الدفعات السابقة
said-work-jobs-too-many = عدد مهامك التي لم تنتهِ أو قيد الاستلام { $open }، والحد الأقصى في آن واحد { $most }؛ انتظر حتى تنتهي إحداها أو أوقف واحدة
said-work-job-too-many-named = اذكر { $most } من المستخدمين على الأكثر، أو حددهم بنطاق
said-work-job-sessions-ended = أنهى شخص ما كل الجلسات
said-work-reset-no-address = لا يوجد عنوان تُرسل إليه كلمة مرور جديدة؛ أضف عنوانًا
said-work-reset-invited = هذا الحساب مدعو فقط، فلا يمكن لأحد تسجيل الدخول به
said-work-reset-suspended = هذا الحساب موقوف، فلا يمكن لأحد تسجيل الدخول به
said-work-reset-locked = هذا الحساب مقفل، فلا يمكن لأحد تسجيل الدخول به
said-work-reset-left = صاحب هذا الحساب غادر، فلا يمكن لأحد تسجيل الدخول به
said-work-carry-out-not-tried = لم تكن المهمة { $id } تجربة، بل نُفّذت بالفعل
said-work-carry-out-not-done = حالة المهمة { $id }: { $said-state }، فلا يُعرف ما سينتج عنها
said-work-carry-out-gone = لم يعد محتوى المهمة { $id } محفوظًا: نُفّذت من قبل، أو جُرّبت منذ وقت طويل، أو كانت فيها كلمات مرور؛ أرسله من جديد
said-work-job-cleared = أُزيلت تفاصيل المهمة { $id } بعد مدة من انتهائها، كما ينص الإعداد jobs.keep_days
said-work-rejects-none = لم تستورد المهمة { $id } جدولًا، فلا صفوف لها؛ وعناصرها تبيّن ما رُفض
said-work-table-too-many = لا يمكن أن يُنفَّذ معًا أكثر من { $most } من الصفوف؛ وفي هذا الجدول أكثر
said-work-table-lost = استغرق وصول الجدول وقتًا طويلًا، فحُذف ما وصل منه؛ أرسله من جديد
said-work-part-unreadable = جزء محفوظ من جدول: { $said-why }
said-work-template-foreign = قالب الاستيراد «{ $name }» حفظه شخص آخر، وسيمنح ما يقوله بصلاحياتك؛ راجعه واحفظه باسمك

# Taking back what a job did.
said-work-undo-not-ended = حالة المهمة { $id }: { $said-state }؛ أوقفها أولًا أو انتظر حتى تنتهي
said-work-undo-dry = كانت المهمة { $id } تجربة، فلا شيء يُتراجع عنه
said-work-undo-undo = تراجعت المهمة { $id } عن مهمة أخرى؛ نفّذ تلك من جديد بدلًا من ذلك
said-work-undo-sessions = أنهت المهمة { $id } جلسات لا يعيدها شيء؛ ويسجّل أصحابها الدخول من جديد
said-work-undo-undone = تراجعت المهمة { $other } عن المهمة { $id } بالفعل
said-work-kept-password = كلمة المرور: عُيّنت غيرها منذ ذلك الحين، فتبقى كما هي
said-work-kept-state-invited = الحالة: الحساب مدعو منذ ذلك الحين، فتبقى كما هي
said-work-kept-state-active = الحالة: الحساب نشط منذ ذلك الحين، فتبقى كما هي
said-work-kept-state-suspended = الحالة: الحساب موقوف منذ ذلك الحين، فتبقى كما هي
said-work-kept-state-locked = الحالة: الحساب مقفل منذ ذلك الحين، فتبقى كما هي
said-work-kept-state-left = الحالة: غادر الشخص منذ ذلك الحين، فتبقى كما هي
said-work-kept-account = تغيّر المستخدم منذ ذلك الحين، فيُحتفظ بحسابه كحساب شخص غادر
said-work-kept-line = تغيّر سطر الدور { $id } منذ ذلك الحين، فيبقى كما هو
said-work-gone-line = سطر الدور { $id } لم يعد موجودًا
said-work-kept-field = { $field }: تغيّر هذا الحقل منذ ذلك الحين، فيبقى كما هو

# A row of a table of users.
said-work-import-row-refused = الصف { $row } عن هذا المستخدم أيضًا، وسيكون موجودًا حينها
said-work-import-row-changed = الصف { $row } عن هذا المستخدم أيضًا؛ وما سيغيّره هذا الصف يظهر عند التنفيذ
said-work-import-there = المستخدم { $login } موجود بالفعل
said-work-import-new-suspended = الحساب الجديد يكون مدعوًّا أو نشطًا، لا موقوفًا؛ اكتب invited أو active
said-work-import-new-locked = الحساب الجديد يكون مدعوًّا أو نشطًا، لا مقفلًا؛ اكتب invited أو active
said-work-import-new-left = الحساب الجديد يكون مدعوًّا أو نشطًا، لا حساب شخص غادر؛ اكتب invited أو active

# Parts of the policy: roles, groups, models, rules and what else it is made of.
said-work-policy-there = هذا المعرّف موجود بالفعل ({ $said-kind } «{ $id }»)؛ غيّر الموجود أو اختر معرّفًا آخر
said-work-policy-setting-default = للإعداد «{ $id }» قيمته المعتادة بالفعل
said-work-policy-shipped-stays = { $said-kind } «{ $id }»: جزء من البرنامج ولا يمكن حذفه
said-work-policy-prefix = الأسماء التي تبدأ بـ«bailiwick.» خاصة بالبرنامج؛ اختر اسمًا آخر؛ ويجوز الإشارة إلى مجموعات البرنامج ونماذجه
said-work-policy-shipped = { $said-kind } «{ $id }»: جزء من البرنامج ولا يُغيَّر هنا
said-work-policy-missing = لم يُعثر على { $said-kind } «{ $id }»؛ أنشئ ذلك أولًا أو اختر غيره
said-work-policy-circle = ستكون الفئة «{ $id }» تحت نفسها؛ اختر فئة أخرى فوقها
said-work-policy-not-in-sql = لا يمكن سؤال قاعدة البيانات عن هذا، وبها يُحمى النموذج { $model }: { $said-why }
said-work-policy-local-lines-more = يجب أن تُسند إلى الأدوار المحلية منطقة واحدة على الأقل؛ صحّح أولًا أسطر الأدوار، وعدد أصحابها { $count } ({ $holders } و{ $rest } غيرهم)
said-work-policy-local-lines = يجب أن تُسند إلى الأدوار المحلية منطقة واحدة على الأقل؛ صحّح أولًا أسطر الأدوار، وعدد أصحابها { $count } ({ $holders })
said-work-policy-global-lines-more = لا يمكن أن تُسند مناطق إلى الأدوار العامة؛ صحّح أولًا أسطر الأدوار، وعدد أصحابها { $count } ({ $holders } و{ $rest } غيرهم)
said-work-policy-global-lines = لا يمكن أن تُسند مناطق إلى الأدوار العامة؛ صحّح أولًا أسطر الأدوار، وعدد أصحابها { $count } ({ $holders })
said-work-in-use-role-all = الدور «{ $id }» مستخدم في أسطر أدوار عدد أصحابها { $count } ({ $holders } و{ $rest } غيرهم)، وله إعدادات محددة عددها { $settings }؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-role-both = الدور «{ $id }» مستخدم في أسطر أدوار عدد أصحابها { $count } ({ $holders })، وله إعدادات محددة عددها { $settings }؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-role-more = الدور «{ $id }» مستخدم في أسطر أدوار عدد أصحابها { $count } ({ $holders } و{ $rest } غيرهم)؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-role = الدور «{ $id }» مستخدم في أسطر أدوار عدد أصحابها { $count } ({ $holders })؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-role-settings = الدور «{ $id }» مستخدم، وله إعدادات محددة عددها { $settings }؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-group-all-more = المجموعة «{ $id }» مستخدمة في { $parts }، وممنوحة مباشرة لعدد من المستخدمين: { $count } ({ $holders } و{ $rest } غيرهم)؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-group-all = المجموعة «{ $id }» مستخدمة في { $parts }، وممنوحة مباشرة لعدد من المستخدمين: { $count } ({ $holders })؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-group-more = المجموعة «{ $id }» مستخدمة، وهي ممنوحة مباشرة لعدد من المستخدمين: { $count } ({ $holders } و{ $rest } غيرهم)؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use-group = المجموعة «{ $id }» مستخدمة، وهي ممنوحة مباشرة لعدد من المستخدمين: { $count } ({ $holders })؛ غيّر ذلك أو أنهِه أولًا
said-work-in-use = لا يزال هذا مستخدمًا ({ $said-kind } «{ $id }») في { $parts }؛ غيّر ذلك أو أنهِه أولًا
said-work-access-row-there = للمجموعة «{ $group }» قائمة وصول هنا بالفعل؛ غيّر تلك القائمة
said-work-owned-group = تنتمي المجموعة «{ $id }» إلى الدور «{ $role }» وتُغيَّر معه؛ غيّر ما يسمح به الدور
said-work-owned-acl = تنتمي قائمة الوصول «{ $id }» إلى الدور «{ $role }» وتُغيَّر معه؛ غيّر ما يسمح به الدور
said-work-owned-rule = تنتمي القاعدة «{ $id }» إلى الدور «{ $role }» وتُغيَّر معه؛ غيّر ما يسمح به الدور
said-work-owned-foreign = سيكون هذا عن المجموعة الخاصة بالدور «{ $role }»؛ غيّر ما يسمح به الدور بدلًا من ذلك
said-work-role-id-too-long = المعرّف أطول من اللازم لدور من هذا النوع؛ قصّره
said-work-role-own-group = المجموعة { $group } خاصة بالدور وتأتي معه تلقائيًا؛ أزلها من القائمة
said-work-role-group-there = توجد مجموعة { $group } بالفعل؛ اختر معرّفًا آخر للدور
said-work-role-twice-create = مُنح «إنشاء» مرتين على { $model }؛ اكتب له نطاقًا واحدًا
said-work-role-twice-read = مُنح «قراءة» مرتين على { $model }؛ اكتب له نطاقًا واحدًا
said-work-role-twice-update = مُنح «تعديل» مرتين على { $model }؛ اكتب له نطاقًا واحدًا
said-work-role-twice-delete = مُنح «حذف» مرتين على { $model }؛ اكتب له نطاقًا واحدًا
said-work-role-ids-too-long = معرّفا الدور والنموذج معًا أطول من اللازم؛ قصّر معرّف الدور
said-work-role-no-actions = ليس للنموذج { $model } إجراء { $action }؛ ولا إجراءات له
said-work-role-no-action = ليس للنموذج { $model } إجراء { $action }؛ وإجراءاته: { $actions }
said-work-policy-nobody = لا يُعرف أحد بهذا الاسم، فلا شيء يُعرض
said-work-policy-setting-value = للإعداد قيمة واحدة ولا شيء غيرها؛ أزل الباقي

# Settings at a place.
said-work-setting-himself = لا يحدد أحد ما يسري عليه نفسه؛ اترك ذلك لشخص آخر يدير المستخدمين هناك
said-work-setting-locked-all = الإعداد { $setting } عند { $place } أقفله شخص يدير النظام كله، ولا يغيّره أو يفتح قفله إلا من يدير النظام كله
said-work-setting-locked = الإعداد { $setting } عند { $place } أقفله شخص يدير { $above }، ولا يغيّره أو يفتح قفله إلا من يدير { $above }
said-work-setting-given-all = الإعداد { $setting } عند { $place } يُعطى من الأعلى: لا يحدده إلا من يدير النظام كله
said-work-setting-given = الإعداد { $setting } عند { $place } يُعطى من الأعلى: لا يحدده إلا من يدير { $above }
said-work-setting-local-role = { $role } دور محلي لا يسري في أي مكان بلا مناطق؛ اختر دورًا عامًا
said-work-setting-holdings = ما يسري على { $login } يُظهر ما لديه، ولا يحق لك رؤيته
said-work-setting-no-password-rule = لا يحدد ما يجب أن تكون عليه كلمة المرور إلا { $names }؛ اترك هذا
said-work-setting-no-factor = اختر واحدًا على الأقل، وإلا فلن يستطيع أحد إظهار شيء إلى جانب كلمة المرور
said-work-setting-nothing-common = لا شيء مشترك في { $setting } بين { $place } و{ $others }، فمن يخضع لهما معًا لن يستطيع إظهار شيء إلى جانب كلمة المرور ولن يستطيع الدخول؛ اسمح أيضًا بشيء مسموح به هناك

# Tables: where something is wrong, and what.
said-work-table-at-named = الصف { $row }، العمود { $number } ({ $column }): { $said-why }
said-work-table-at-column = الصف { $row }، العمود «{ $column }»: { $said-why }
said-work-table-at-number = الصف { $row }، العمود { $number }: { $said-why }
said-work-table-at-number-again = { $again ->
   *[other] الصف { $row }، العمود { $number }: { $said-why }
  }
said-work-table-at-row = الصف { $row }: { $said-why }
said-work-table-empty = الملف فارغ؛ يجب أن يسمّي صفه الأول الأعمدة
said-work-table-utf16 = الملف بترميز UTF-16؛ احفظه بصيغة CSV بترميز UTF-8
said-work-table-encoding = هذا ليس بترميز UTF-8؛ احفظ الملف بصيغة CSV بترميز UTF-8
said-work-table-nul = في الملف بايت NUL؛ ليس هذا ملفًا نصيًا، أو هو تالف
said-work-table-quote = توجد علامة اقتباس داخل خلية؛ ضع الخلية كلها بين علامتين، واكتب ما بداخلها منها مرتين
said-work-table-unclosed = تبدأ الخلية بعلامة اقتباس ولا علامة تغلقها؛ أضفها في آخرها
said-work-table-cell-long = لا يجوز أن تتجاوز الخلية { $most } بايت؛ اختصرها
said-work-table-row-long = في الصف { $row } أكثر من { $most } بايت؛ ربما تنقص علامة اقتباس
said-work-table-width = عدد خلايا الصف { $row } هو { $cells }، وعدد الأعمدة في صف العناوين { $columns }؛ اجعلهما متساويين
said-work-table-unnamed = ليس للعمود { $number } اسم؛ اكتب له اسمًا في الصف الأول أو أزل العمود
said-work-table-twice = العمودان { $first } و{ $second } لهما الاسم نفسه «{ $name }»؛ غيّر اسم أحدهما
said-work-table-delimiter = لا يبيّن صف العناوين هل يفصل بين الخلايا { $one } أم { $other }؛ استخدم أحدهما فقط

# Tables of areas.
said-work-areas-too-many = عدد المناطق أكبر من { $most }؛ استوردها على أجزاء
said-work-areas-code-twice = { $code } هو أيضًا رمز الصف { $row }؛ اجعل لكل منطقة رمزها
said-work-areas-id-twice = للصف { $row } المعرّف نفسه؛ اجعل لكل منطقة معرّفها
said-work-areas-no-parent = لا توجد منطقة { $parent }؛ أضف صفًا لها أو صحّح الرمز
said-work-areas-circle-three = { $code } تقع في نفسها: { $first } (الصف { $row }) في { $second } (الصف { $second-row }) في { $third } (الصف { $third-row })؛ صحّح إحدى المناطق الأعلى
said-work-areas-circle-two = { $code } تقع في نفسها: { $first } (الصف { $row }) في { $second } (الصف { $second-row })؛ صحّح إحدى المناطق الأعلى
said-work-areas-circle-one = { $code } تقع في نفسها: { $first } (الصف { $row })؛ صحّح المنطقة الأعلى
said-work-areas-no-column = لا يوجد عمود كهذا؛ استخدم { $columns }
said-work-areas-column-missing = هذا العمود ناقص؛ أضفه

# Tables of users, and templates for their columns.
said-work-users-no-column = لا يوجد عمود «{ $name }»؛ استخدم login, external_id, email, first_name, last_name, name, kind, company, companies, department, area, job_title, language, timezone, phone_mobile, phone_work, state, valid_from, valid_to, password_hash, role, role_areas, role_companies, role_from, role_to, role_reason أو مثلها مع role2 إلى role{ $most } أو attribute.NAME
said-work-users-pass-over = { $said-why }، أو دع القالب يتجاوزه
said-work-users-column-absent = ليس في الملف عمود كهذا؛ صحّح القالب أو اختر ملفًا آخر
said-work-users-column-twice = العمود «{ $first }» هو { $column } بالفعل؛ دع القالب يتجاوز أحدهما
said-work-users-key-absent = يُعثر على المستخدمين بهذا العمود، وهو غير موجود في الملف؛ أضفه أو اختر مفتاحًا آخر
said-work-users-key-empty = يُعثر على المستخدمين بهذا العمود، فلا يمكن أن يكون فارغًا
said-work-users-day = «{ $text }» ليس يومًا مكتوبًا بالشكل { $format }؛ صحّحه أو حدد كيف يكتب الملف الأيام
said-work-users-hash-removed = أُزيلت بصمة كلمة المرور من قائمة الصفوف المرفوضة هذه؛ أعدها أو اترك الخلية فارغة
said-work-users-role-empty = { $column } فارغ؛ اذكر الدور أو اترك هذا فارغًا أيضًا
said-work-users-number = اكتب عددًا، مثل 1000 أو 1.5
said-work-users-kind = اكتب internal أو client أو service
said-work-attribute-none = لا توجد سمة { $name } ولا غيرها؛ عرّفها أولًا
said-work-attribute-unknown = لا توجد سمة { $name }؛ استخدم واحدة من { $names } أو عرّفها أولًا
said-work-template-default-own = لكل مستخدم قيمة مختلفة؛ أزل هذه القيمة المعتادة
said-work-template-default-password = لا يشترك شخصان في كلمة مرور؛ أزل هذه القيمة المعتادة
said-work-template-default-empty = لا يمكن أن تكون القيمة المعتادة فارغة؛ أزلها أو اكتب لها قيمة
said-work-template-unnamed = يجب أن يكون للعمود اسم؛ اكتبه كما في الملف
said-work-template-same = للعمود «{ $first }» الاسم نفسه؛ أزل أحدهما
said-work-template-twice = العمود «{ $first }» هو { $column } بالفعل؛ اختر عمودًا آخر لأحدهما
said-work-template-faults = عدد أخطاء القالب { $count }، وأولها عند { $place }: { $said-why }
said-work-header-faults = عدد أخطاء صف العناوين { $count }، وأولها: { $said-why }

# What is sent as a whole.
said-work-body-object = المتوقع كائن JSON
said-work-body-code = اكتب رمزًا نصيًا؛ لا يتغير بعد ذلك أبدًا
said-work-body-required = مطلوب
said-work-body-too-many = الحد الأقصى { $most }، وعددها هنا { $count }؛ أزل بعضها

# What serde and serde_json say of what cannot be read.
said-work-serde-field-one-of = الحقل «{ $field }» غير معروف؛ استخدم واحدًا من { $names }
said-work-serde-field-two = الحقل «{ $field }» غير معروف؛ استخدم «{ $first }» أو «{ $second }»
said-work-serde-field-one = الحقل «{ $field }» غير معروف؛ استخدم «{ $only }»
said-work-serde-field-none = الحقل «{ $field }» غير معروف؛ لا حقول هنا
said-work-serde-variant-one-of = «{ $word }» ليس من الخيارات؛ استخدم واحدًا من { $names }
said-work-serde-variant-two = «{ $word }» ليس من الخيارات؛ استخدم «{ $first }» أو «{ $second }»
said-work-serde-variant-one = «{ $word }» ليس من الخيارات؛ استخدم «{ $only }»
said-work-serde-missing = الحقل «{ $field }» ناقص
said-work-serde-duplicate = الحقل «{ $field }» مكرر
said-work-serde-type = هذا غير مناسب: المطلوب { $said-wanted }، والمكتوب { $said-found }
said-work-serde-value = هذه القيمة غير مناسبة: المطلوب { $said-wanted }، والمكتوب { $said-found }
said-work-serde-length = الطول { $count } غير مناسب؛ المطلوب: { $wanted }
said-work-serde-untagged = { $kind ->
   *[other] هذا غير مناسب؛ اكتب عددًا أو نصًا أو قائمة بحسب المطلوب
  }
said-work-serde-found-text = النص «{ $text }»
said-work-serde-found-integer = العدد { $number }
said-work-serde-found-float = العدد العشري { $number }
said-work-serde-found-boolean = { $truth }
said-work-serde-found-null = قيمة فارغة
said-work-serde-found-sequence = قائمة
said-work-serde-found-map = كائن
said-work-serde-wanted-text = نص
said-work-serde-wanted-boolean = نعم أو لا (true أو false)
said-work-serde-wanted-sequence = قائمة
said-work-serde-wanted-map = كائن
said-work-serde-wanted-date = تاريخ بالشكل YYYY-MM-DD (2027-02-28)
said-work-serde-wanted-choice = نص أو كائن
said-work-serde-wanted-field = نوع حقل مثل «char»، أو كائن فيه «type» على الأقل
said-work-serde-wanted-i32 = عدد صحيح
said-work-serde-wanted-i64 = عدد صحيح
said-work-serde-wanted-u8 = عدد صحيح من الصفر فأكثر
said-work-serde-wanted-u16 = عدد صحيح من الصفر فأكثر
said-work-serde-wanted-u32 = عدد صحيح من الصفر فأكثر
said-work-serde-wanted-u64 = عدد صحيح من الصفر فأكثر
said-work-serde-wanted-f64 = عدد

# What jiff says of days that are none.
said-work-date-year = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-sign = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-month = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-day = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-after-year = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-after-month = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-unreal = { $why ->
       *[other] ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
    }
said-work-date-more = { $value } متبوعًا بـ{ $why } ليس تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
said-work-date-no-year = ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
said-work-date-no-month = ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
said-work-date-no-day = ليس هذا تاريخًا حقيقيًا؛ اكتبه بالشكل YYYY-MM-DD (2027-02-28)
