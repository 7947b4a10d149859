# What is wrong with an expression of the domain language, as the program says it.

# Where it is. The message and the remedy are sentences of their own.
said-domain-at-character = عند الحرف رقم { $character }: { $said-message }؛ { $said-remedy }
said-domain-at-line = السطر { $line }، العمود { $column }: { $said-message }؛ { $said-remedy }

# Characters, words and numbers.
said-domain-too-long = حجم النص { $size } بايت، والحد الأقصى { $most }
said-domain-too-long-do = قسّم القاعدة أو انقل القوائم الطويلة إلى مجموعة أو منطقة
said-domain-sign = لا معنى لـ«{ $sign }» هنا
said-domain-sign-do = اكتب قائمة شروط مثل [('field', '=', value)]
said-domain-not-a-number = { $digits } ليس عددًا
said-domain-number-too-large = { $digits } أكبر من اللازم
said-domain-number-bits = { $digits } أكبر من أن تتسع له 64 بتًا
said-domain-number-do = اكتب عددًا بسيطًا مثل 42 أو 3.5
said-domain-nul = في النص الحرف NUL الذي لا تحفظه أي قاعدة بيانات
said-domain-nul-do = احذفه
said-domain-text-open = النص غير مغلق
said-domain-text-open-do = أغلقه بالعلامة { $quote } قبل نهاية القاعدة

# What was found in the wrong place.
said-domain-token-end = نهاية النص
said-domain-token-comparison = علامة مقارنة
said-domain-token-text = النص «{ $text }»
said-domain-token-number = العدد { $number }
said-domain-left-over = بقي شيء بعد التعبير: { $said-token }
said-domain-left-over-sign = بقي شيء بعد التعبير: «{ $sign }»
said-domain-left-over-name = بقي شيء بعد التعبير: «{ $name }»
said-domain-left-over-do = احذفه أو ضع كل الشروط في قائمة واحدة
said-domain-wants-value = المتوقع هنا قيمة، لا { $said-token }
said-domain-wants-value-sign = المتوقع هنا قيمة، لا «{ $sign }»
said-domain-wants-value-name = المتوقع هنا قيمة، لا «{ $name }»
said-domain-wants-value-do = اكتب نصًا بين علامتي اقتباس أو عددًا أو True أو False أو قائمة أو اسمًا مثل user
said-domain-wants-parenthesis = المتوقع هنا الفاصلة «,» أو قوس ختامي، لا { $said-token }
said-domain-wants-parenthesis-sign = المتوقع هنا الفاصلة «,» أو قوس ختامي، لا «{ $sign }»
said-domain-wants-parenthesis-name = المتوقع هنا الفاصلة «,» أو قوس ختامي، لا «{ $name }»
said-domain-wants-bracket = المتوقع هنا الفاصلة «,» أو قوس مربع ختامي، لا { $said-token }
said-domain-wants-bracket-sign = المتوقع هنا الفاصلة «,» أو قوس مربع ختامي، لا «{ $sign }»
said-domain-wants-bracket-name = المتوقع هنا الفاصلة «,» أو قوس مربع ختامي، لا «{ $name }»
said-domain-close-list = أغلق القائمة أو افصل بين عناصرها بالفاصلة «,»
said-domain-close-parenthesis = أغلق القوس

# The form of expressions.
said-domain-too-deep = عمق التداخل أكبر من الحد الأقصى ({ $most })
said-domain-too-deep-flatter = اكتبه بمستويات أقل
said-domain-too-deep-join = اجمع الشروط التي من نوع واحد أو قسّم القاعدة
said-domain-too-deep-path = قصّر المسار
said-domain-too-many = عدد أجزاء القاعدة أكبر من الحد الأقصى ({ $most })
said-domain-too-many-do = قسّمها إلى عدة قواعد
said-domain-if-else = كُتبت 'if' بلا 'else'
said-domain-if-else-do = اذكر ما يسري في غير ذلك، كما في 'A if condition else B'
said-domain-not = ليس هذا موضع 'not'
said-domain-not-do = اكتب 'not in' أو ضع 'not' في البداية
said-domain-negative = لا يكون سالبًا إلا العدد
said-domain-negative-do = اكتب القيمة بلا '-'
said-domain-after-dot = ينقص اسم بعد '.'
said-domain-after-dot-do = اكتب اسم حقل، كما في user.partner_id
said-domain-unreachable = لا تصل القاعدة إلى «{ $name }»
said-domain-unreachable-do = استخدم حقول السجلات
said-domain-never-run = لا يمكن استخدام { $name }: تُقرأ القواعد ولا تُنفَّذ أبدًا
said-domain-never-run-do = اذكر الحقول مباشرة، كما في user.center_area_ids
said-domain-after-for = ينقص اسم بعد 'for'
said-domain-for-in = تنقص 'in'
said-domain-for-do = اكتب [x.id for x in records]
said-domain-for-end = ينقص القوس المربع الختامي
said-domain-for-end-do = اكتب [x.id for x in records]، وفيها 'for' واحدة على الأكثر

# Conditions and what joins them.
said-domain-list = النطاق قائمة شروط
said-domain-list-do = اكتب [('field', '=', value)] أو اختر بين قائمتين بـ 'if … else …'
said-domain-too-few = الشروط بعد «{ $sign }» أقل من اللازم
said-domain-too-few-do = أضف ما ينقص منها
said-domain-no-term-sign = «{ $sign }» ليس عنصرًا في نطاق
said-domain-no-term = هذا ليس عنصرًا في نطاق
said-domain-no-term-do = استخدم '&' أو '|' أو '!' أو شرطًا مثل ('field', '=', value)
said-domain-no-condition = هذا ليس شرطًا
said-domain-three = للشرط ثلاثة عناصر، وعدد عناصر هذا { $count }
said-domain-three-do = اكتب ثلاثة عناصر: ('field', 'operator', value)
said-domain-operator-text = يجب أن يكون عامل المقارنة نصًا
said-domain-operator-text-do = اكتب '=' أو 'in' أو 'like' …
said-domain-field-text = يجب أن يكون الحقل نصًا
said-domain-field-text-do = اكتب اسمه بين علامتي اقتباس
said-domain-field-empty = اسم الحقل فارغ
said-domain-field-empty-do = اذكر حقلًا، كما في 'area_id'
said-domain-constant = لا يجوز أن يبدأ شرط بعدد إلا (1, '=', 1) و(0, '=', 1)
said-domain-constant-do = اكتب (1, '=', 1) لقبول كل السجلات، أو (0, '=', 1) لاستبعادها كلها
said-domain-skips-rights = «{ $sign }» يتجاوز حقوق الوصول
said-domain-skips-rights-do = اكتب 'any' أو 'not any'
said-domain-no-operator = «{ $sign }» ليس عامل مقارنة
said-domain-use-one-of = استخدم واحدًا من هذه: { $names }
said-domain-use-these = استخدم { $names }
said-domain-no-relation = الحقل { $field } ليس علاقة، فلا يتبعه شيء
said-domain-no-relation-do = أنهِ المسار هناك
said-domain-any-relation = تحتاج 'any' إلى علاقة، والحقل { $field } ليس علاقة
said-domain-any-relation-do = استخدم '=' أو 'in'
said-domain-no-date-part = «{ $part }» ليس جزءًا من تاريخ
said-domain-no-name = ليس للنموذج { $model } اسم يُبحث به
said-domain-no-name-do = اذكر حقول اسمه تحت display
said-domain-no-name-or-ids = اذكر حقول اسمه تحت display أو قارن بالمعرّفات

# Operators that mean nothing on a kind of field.
said-domain-no-meaning = لا معنى لـ«{ $operator }» في الحقل { $field }، وهو من النوع { $type }
said-domain-no-meaning-an = لا معنى لـ«{ $operator }» في الحقل { $field }، وهو من النوع { $type }
said-domain-do-true-false = قارن بـ = True أو = False
said-domain-do-other-model = قارن حقلًا من النموذج الآخر
said-domain-do-less-greater = استخدم < و >، فللعدد الواحد أكثر من كتابة
said-domain-do-date-part = جزء التاريخ عدد: استخدم = أو <
said-domain-do-tree = اذكر علاقة بنموذج هو شجرة
said-domain-do-false = لا يمكن إلا = False و != False
said-domain-no-key = «{ $key }» ليس من المفاتيح

# Values that do not fit a field.
said-domain-unfit = القيمة { $value } لا تناسب الحقل { $field }، وهو من النوع { $type }
said-domain-do-false-only = لا يُقارن إلا بـ False
said-domain-do-number = اكتب عددًا بلا علامتي اقتباس
said-domain-do-text = اكتب نصًا بين علامتي اقتباس
said-domain-do-pattern = اكتب النمط بين علامتي اقتباس
said-domain-do-key = اكتب أحد المفاتيح بين علامتي اقتباس
said-domain-do-record-id = اذكر معرّف سجل
said-domain-do-id-name-false = اذكر معرّفًا أو اسمًا أو False
said-domain-do-ids-names = اذكر معرّفات أو أسماء
said-domain-do-id = قارن بمعرّف
said-domain-do-single = قارن بقيمة واحدة
said-domain-do-no-order = لا ترتيب له
said-domain-part-number = { $part } عدد
said-domain-part-number-do = قارنه بعدد صحيح
said-domain-no-tree = النموذج { $model } ليس شجرة
said-domain-no-tree-do = اذكر رابطه بنفسه تحت parent
said-domain-do-date = اكتب تاريخًا بالشكل YYYY-MM-DD ('2026-11-21') أو تاريخًا نسبيًا مثل 'today -1m'
said-domain-do-moment = اكتب لحظة بالشكل YYYY-MM-DD HH:MM:SS ('2026-11-21 08:30:00') أو لحظة نسبية مثل '-12H'
said-domain-no-step = «{ $step }» ليست خطوة في تاريخ نسبي
said-domain-step-beyond = «{ $step }» يتجاوز حدود التقويم
said-domain-step-no-date = «{ $step }» ليس تاريخًا
said-domain-do-steps-date = اكتب خطوات مثل 'today -1m'
said-domain-do-steps-moment = اكتب خطوات مثل '-12H'

# The same, found only when the question is asked: without a place.
said-domain-unfit-asked = القيمة { $value } لا تناسب الحقل { $field }، وهو من النوع { $type }؛ { $said-remedy }
said-domain-part-number-asked = { $part } عدد؛ قارنه بعدد صحيح
said-domain-no-name-asked = ليس للنموذج { $model } اسم يُبحث به؛ اذكر حقول اسمه تحت display أو قارن بالمعرّفات
said-domain-no-tree-asked = النموذج { $model } ليس شجرة؛ اذكر رابطه بنفسه تحت parent
said-domain-no-step-asked = «{ $step }» ليست خطوة في تاريخ نسبي؛ { $said-remedy }
said-domain-step-beyond-asked = «{ $step }» يتجاوز حدود التقويم؛ { $said-remedy }
said-domain-step-no-date-asked = «{ $step }» ليس تاريخًا؛ { $said-remedy }

# Those that begin with a value, and so would swallow their place.

# Names in expressions.
said-domain-no-users = لا نموذج يصف المستخدمين
said-domain-no-users-do = صِف settings.user_model ضمن النماذج
said-domain-no-companies = لا نموذج يصف الشركات
said-domain-actor-itself = ليس actor وحده قيمة
said-domain-actor-has-no = لا يحتوي actor على «{ $name }»
said-domain-actor-search = لا يجوز للبحث قراءة actor.{ $name }
said-domain-actor-search-do = استخدم ثوابت أو actor.login أو actor.company أو actor.companies
said-domain-unknown-name = الاسم «{ $name }» غير معروف في القواعد
said-domain-unknown-name-do = استخدم user أو actor.… أو company_ids أو company_id أو today أو now أو subject.… أو resource.… أو action.… أو context.…
said-domain-reference-only-id = لا يُعرف من المرجع إلا معرّفه، فليس له «{ $name }»
said-domain-reference-only-id-do = اكتب user.env.ref('…').id
said-domain-plain-value = هذه قيمة مجردة، فليس لها «{ $name }»
said-domain-plain-value-do = خذ السمات من السجلات فقط، كما في user.partner_id
said-domain-search-fields = لا يجوز للبحث أن يقرأ في قيمه حقول السجلات
said-domain-search-fields-do = استخدم ثوابت أو user.id أو company_ids أو company_id أو today أو now
said-domain-no-computed-name = لا يمكن حساب اسم هنا
said-domain-no-computed-name-do = استخدم الحقول التي يتكوّن منها
said-domain-env = لا تصل القاعدة إلى env.{ $name }
said-domain-env-do = استخدم user.env.companies أو user.env.company أو user.env.user أو user.env.ref('…').id
said-domain-search-technical-id = لا يجوز للبحث أن يستعلم عن معرّفات تقنية
said-domain-search-technical-id-do = اكتب معرّف السجل
said-domain-ref = تأخذ ref معرّفًا تقنيًا واحدًا
said-domain-ref-do = اكتب user.env.ref('base.group_user').id
said-domain-not-accepted = لا يأخذ النموذج { $model } من الطلبات { $part }.{ $name }
said-domain-not-accepted-do = أضف { $name } تحت accepts.{ $part } في النموذج
said-domain-mapped = تأخذ mapped اسم حقل
said-domain-mapped-do = اكتب .mapped('area_id')
said-domain-has-group = تأخذ has_group معرّفًا تقنيًا
said-domain-has-group-do = اكتب has_group('base.group_user')
said-domain-iso = لا تُعرف إلا صيغ ISO البسيطة
said-domain-iso-do = استخدم today أو now
said-domain-no-call = هذا الاستدعاء غير ممكن: تُقرأ القواعد ولا تُنفَّذ أبدًا
said-domain-no-call-do = استخدم .mapped('field') أو len(…) أو user.has_group('…') أو user._get_group_ids() أو user.env.ref('…').id

# Expressions that cannot be computed.
said-domain-no-user = ليس للمستخدم معرّف بين سجلات نموذج المستخدمين؛ أعطِ المستخدم معرّفًا
said-domain-no-company = ليس للمستخدم شركة، أو ليس لشركته معرّف بين السجلات؛ أضف ما ينقص
said-domain-resource-list = لا يُعرف resource.{ $name } إلا لسجل واحد، فلا يمكن تكوين قائمة منه
said-domain-outside-list = استُخدم اسم خارج قائمته
said-domain-id-of-many = طُلب '.id' من { $count } من السجلات: يجب ألا يكون هناك أكثر من سجل واحد؛ استخدم '.ids'
said-domain-id-of-value = طُلب '.id' من قيمة مجردة
said-domain-len = تحتاج len() إلى قائمة أو نص أو سجلات
said-domain-for-needs = تحتاج 'for' إلى قائمة أو سجلات
said-domain-technical-id = لا شيء معروف بالمعرّف التقني «{ $name }»: تُعرف المجموعات بمعرّفاتها والشركات برموزها إن وُصفت كلها ضمن النماذج؛ واكتب معرّف السجلات الأخرى كما هو
said-domain-field-of-value = طُلب حقل من قيمة مجردة
said-domain-field-of-many = طُلب { $field } من { $count } من السجلات: يجب ألا يكون هناك أكثر من سجل واحد
said-domain-no-record = السجل { $id } من { $model } غير موجود
said-domain-sum = تحتاج '+' و'-' إلى عددين، أو '+' إلى قائمتين أو نصين
said-domain-sum-too-large = العدد أكبر من اللازم
said-domain-no-order = لا ترتيب بين قيم من أنواع مختلفة
said-domain-in-list = يجب أن تأتي قائمة بعد 'in'

# Domains that a database cannot be asked.
said-domain-no-table = ليس للنموذج { $model } جدول، فلا يصل إليه SQL؛ صِف جدوله في المخطط أو تحقق سجلًا سجلًا
said-domain-no-relation-table = ليس للحقل { $field } جدول علاقة؛ صِفه تحت `relation` بالأسماء table وown وother
said-domain-filter-nul = في المرشح الحرف NUL الذي لا تحفظه أي قاعدة بيانات؛ احذفه من النصوص والأسماء
said-domain-nameless-zone = ليس للمنطقة الزمنية اسم IANA، فلا يمكن إبلاغ PostgreSQL وSQLite بها؛ اذكر منطقة مثل Asia/Manila
