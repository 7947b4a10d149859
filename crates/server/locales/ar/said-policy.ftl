# What the engine says: what is not one's own to give, what no access list allows, and what cannot be in force.

# What is not one's own to give.
said-policy-nothing-held = لا يمنحك حسابك شيئًا اليوم، فلا يمكنك أن تمنح شيئًا؛ صفحة «شرح الوصول» تبيّن السبب
said-policy-no-group-declared = لا توجد مجموعة «{ $group }»؛ اختر مجموعة موجودة
said-policy-no-area-declared = لا توجد منطقة «{ $area }»؛ اختر منطقة موجودة
said-policy-no-company-declared = لا توجد شركة «{ $company }»؛ اختر شركة موجودة
said-policy-no-role-declared = لا يوجد دور «{ $role }»؛ اختر دورًا من الأدوار الموجودة
said-policy-denied = تسمح المجموعة { $group } بما يمنعك منه استثناء؛ اترك ذلك لمن يجوز له فعله
said-policy-not-held = أنت لا تحمل المجموعة { $group }؛ اترك ذلك لمن يحملها
said-policy-not-held-area = أنت لا تحمل المجموعة { $group } في المنطقة { $area }؛ اختر مكانًا تحملها فيه
said-policy-not-held-every-area = أنت لا تحمل المجموعة { $group } في كل المناطق؛ اختر مكانًا تحملها فيه
said-policy-not-held-company = أنت لا تحمل المجموعة { $group } للشركة { $company }؛ اختر مكانًا تحملها فيه
said-policy-not-held-every-company = أنت لا تحمل المجموعة { $group } لكل الشركات؛ اختر مكانًا تحملها فيه
said-policy-not-held-area-company = أنت لا تحمل المجموعة { $group } في المنطقة { $area } للشركة { $company }؛ اختر مكانًا تحملها فيه
said-policy-not-held-area-every-company = أنت لا تحمل المجموعة { $group } في المنطقة { $area } لكل الشركات؛ اختر مكانًا تحملها فيه
said-policy-not-held-before-after = أنت لا تحمل المجموعة { $group } قبل { $before } ولا بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-before = أنت لا تحمل المجموعة { $group } قبل { $before }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-after = أنت لا تحمل المجموعة { $group } بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-area-before-after = أنت لا تحمل المجموعة { $group } في المنطقة { $area } قبل { $before } ولا بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-area-before = أنت لا تحمل المجموعة { $group } في المنطقة { $area } قبل { $before }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-area-after = أنت لا تحمل المجموعة { $group } في المنطقة { $area } بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-company-before-after = أنت لا تحمل المجموعة { $group } للشركة { $company } قبل { $before } ولا بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-company-before = أنت لا تحمل المجموعة { $group } للشركة { $company } قبل { $before }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-company-after = أنت لا تحمل المجموعة { $group } للشركة { $company } بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-area-company-before-after = أنت لا تحمل المجموعة { $group } في المنطقة { $area } للشركة { $company } قبل { $before } ولا بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-area-company-before = أنت لا تحمل المجموعة { $group } في المنطقة { $area } للشركة { $company } قبل { $before }؛ التزم بالأيام التي تحملها فيها
said-policy-not-held-area-company-after = أنت لا تحمل المجموعة { $group } في المنطقة { $area } للشركة { $company } بعد { $after }؛ التزم بالأيام التي تحملها فيها
said-policy-other-department = ما تفتحه المجموعة { $group } يتبع قسم من يحملها، والقسم { $department } ليس من أقسامك؛ اترك ذلك لمن يصل إلى الأقسام جميعًا
said-policy-any-department = ما تفتحه المجموعة { $group } يتبع قسم من يحملها، وقد يصل إلى أشخاص من أي قسم؛ اترك ذلك لمن يصل إلى الأقسام جميعًا
said-policy-allowed-more = يسمح استثناء لهذا المستخدم بأكثر من ذلك («{ $reason }»)، ولا يملك هذا إلا من يحمل المجموعة { $group } في كل مكان
said-policy-bypasses = يتجاوز هذا المستخدم كل الحقوق، ولا يملك هذا إلا من يحمل المجموعة { $group } في كل مكان

# What no access list allows, line by line.
said-policy-may-not-create = لا يحق لك إنشاء سجلات «{ $label }» ({ $model }).
said-policy-may-not-read = لا يحق لك الوصول إلى سجلات «{ $label }» ({ $model }).
said-policy-may-not-update = لا يحق لك تعديل سجلات «{ $label }» ({ $model }).
said-policy-may-not-delete = لا يحق لك حذف سجلات «{ $label }» ({ $model }).
said-policy-may-nobody = لا تسمح أي مجموعة بهذه العملية حاليًا.
said-policy-may-groups = هذه العملية مسموح بها للمجموعات التالية:
said-policy-may-group = – { $group }
said-policy-may-ask = إذا لزم الأمر فاطلب الوصول من المسؤول.
said-policy-field-hidden = حقوقك لا تكفي للوصول إلى الحقل «{ $field }» في { $model }. راجع المسؤول.
said-policy-field-hidden-read = العملية: قراءة

# What cannot be in force: the place, what is wrong, and the remedy.
said-policy-problem-models = النماذج: { $said-what }؛ { $said-remedy }
said-policy-problem-model = النموذج { $model }: { $said-what }؛ { $said-remedy }
said-policy-problem-model-field = النموذج { $model }، الحقل { $field }: { $said-what }؛ { $said-remedy }
said-policy-problem-model-inherits = النموذج { $model }، يرث من { $parent }: { $said-what }؛ { $said-remedy }
said-policy-problem-model-part = النموذج { $model }، { $part }: { $said-what }؛ { $said-remedy }
said-policy-problem-group-implies = المجموعة { $group }، المجموعات المشمولة: { $said-what }؛ { $said-remedy }
said-policy-problem-role = الدور { $role }: { $said-what }؛ { $said-remedy }
said-policy-problem-acl = قائمة الوصول { $acl }: { $said-what }؛ { $said-remedy }
said-policy-problem-rule = القاعدة { $rule }: { $said-what }؛ { $said-remedy }
said-policy-problem-rule-place = القاعدة { $rule }، السطر { $line }، العمود { $column }: { $said-what }؛ { $said-remedy }
said-policy-problem-field-rule = حد الحقل { $rule }: { $said-what }؛ { $said-remedy }
said-policy-problem-permission = الإذن { $permission }: { $said-what }؛ { $said-remedy }
said-policy-problem-direct-groups = مجموعات ممنوحة مباشرة لمستخدم: { $said-what }؛ { $said-remedy }
said-policy-problem-user = المستخدم { $login }: { $said-what }؛ { $said-remedy }
said-policy-problem-user-override = المستخدم { $login }، استثناء: { $said-what }؛ { $said-remedy }
said-policy-problem-user-role = المستخدم { $login }، الدور { $role }: { $said-what }؛ { $said-remedy }
said-policy-problem-company-role = الشركة { $company }، الدور { $role }: { $said-what }؛ { $said-remedy }
said-policy-problem-department-role = القسم { $department }، الدور { $role }: { $said-what }؛ { $said-remedy }

# Names that lead nowhere.
said-policy-meant = هل تقصد «{ $name }»؟
said-policy-describe-model = صِفه ضمن النماذج
said-policy-declare-group = عرّفها ضمن المجموعات
said-policy-declare-role = عرّفه ضمن الأدوار
said-policy-declare-area = عرّفها ضمن المناطق
said-policy-declare-company = عرّفها ضمن الشركات
said-policy-declare-department = عرّفه ضمن الأقسام
said-policy-declare-permission = عرّفه ضمن الأذونات
said-policy-no-field = ليس للنموذج { $model } حقل «{ $field }»
said-policy-declare-field = عرّفه في النموذج { $model } أو استخدم أحد حقوله: { $fields }
said-policy-no-action = ليس للنموذج { $model } إجراء { $action }
said-policy-list-action = اذكره ضمن الإجراءات مع العملية التي يتبع قواعدها

# Models and their fields.
said-policy-too-many-models = أكثر من 65535 نموذجًا
said-policy-split-policy = قسّم السياسة
said-policy-field-given = الحقل { $field } موجود في كل نموذج
said-policy-remove-field = أزله من الحقول
said-policy-inverse-no-link = النموذج { $model }، الحقل { $field }: { $link } ليس many2one إلى { $to }؛ حدّد حقل الرابط العكسي
said-policy-inherits-no-link = النموذج { $model }، يرث من { $parent }: { $link } ليس many2one إلى { $to }؛ حدّد الرابط إلى النموذج الأعلى
said-policy-inherits-no-field = النموذج { $model }، يرث من { $parent }: ليس لـ { $name } حقل { $field }؛ عرّف حقل many2one إلى النموذج الأعلى
said-policy-name-many2one-back = حدّد حقل many2one الذي هو الرابط العكسي
said-policy-inherits-itself = يرث من نفسه
said-policy-remove-inherits = أزل أحد الروابط من inherits
said-policy-not-named-by-texts = الحقل { $field } ليس نصًا ولا رابطًا إلى سجل يُسمّى بنصوص
said-policy-named-in-circle = يأخذ اسمه من سجلات تأخذ اسمها منه
said-policy-list-texts = اذكر حقولًا نصية
said-policy-no-tree-link = الحقل { $field } ليس many2one إلى النموذج { $model } نفسه
said-policy-name-tree-link = حدّد الرابط الذي يجعل السجلات شجرة
said-policy-no-relation-before = يأتي «{ $field }» بعد حقل ليس علاقة
said-policy-end-path = أنهِ المسار قبله
said-policy-name-no-relation = الاسم ليس علاقة
said-policy-name-relation = حدّد علاقة

# Rules and roles.
said-policy-no-operation = لا تذكر أي عملية
said-policy-name-operation = اذكر عملية واحدة على الأقل: إنشاء أو قراءة أو تعديل أو حذف
said-policy-field-operations = الحقول تُقرأ أو تُعدَّل لا غير
said-policy-name-field-operations = اذكر القراءة أو التعديل أو كليهما
said-policy-exclusive-groups = يمنح مجموعات تستبعد بعضها بعضًا: { $groups }
said-policy-one-kind = لا يكون المستخدم إلا من نوع واحد؛ أزلها كلها عدا واحدة
said-policy-role-still-named = ما زالت أسطر أدوار تذكره
said-policy-end-lines = أنهِ تلك الأسطر أولًا أو أبقِ الدور
said-policy-lines-without-area = بعض أسطره لا يذكر أي منطقة؛ أعطها مناطق أو أبقِ الدور عامًا
said-policy-lines-with-area = بعض أسطره يذكر مناطق؛ أنهِها أو أبقِ الدور محليًا
said-policy-name-areas = اذكر المناطق التي يسري فيها
said-policy-remove-areas = أزل المناطق أو اختر دورًا محليًا
said-policy-many-places = يذكر السطر أكثر من { $most } منطقة أو شركة
said-policy-name-above = اذكر ما فوقها

# People and places.
said-policy-login-twice = اسم الدخول مذكور مرتين
said-policy-remove-one = أزل أحدهما
said-policy-department-elsewhere = القسم { $department } لا يتبع الشركة التي ينتمي إليها المستخدم
said-policy-choose-department = اختر قسمًا من تلك الشركة، أو اختر الشركة الأخرى
said-policy-no-zone = «{ $zone }» ليست منطقة زمنية
said-policy-use-zone = استخدم اسمًا من أسماء IANA مثل Asia/Manila
said-policy-id-of-user = للمستخدم { $login } معرّف السجل نفسه { $id }
said-policy-id-of-another-user = لمستخدم آخر معرّف السجل نفسه { $id }
said-policy-id-of-another-company = لشركة أخرى معرّف السجل نفسه { $id }
said-policy-id-of-another-area = لمنطقة أخرى معرّف السجل نفسه { $id }
said-policy-own-ids = أعطِ كلًّا منهما معرّفًا خاصًا به
said-policy-override-no-record = لا يذكر أي سجل
said-policy-list-records = اذكر بعضها، أو لا تذكر سجلات لتشملها كلها
said-policy-id-not-text = ليس { $id } معرّفًا في { $model }، فمعرّفات سجلاته نصوص
said-policy-id-not-number = ليس { $id } معرّفًا في { $model }، فمعرّفات سجلاته أرقام
said-policy-in-quotes = ضعه بين علامتي اقتباس
said-policy-without-quotes = اكتبه بلا علامتي اقتباس
said-policy-no-area-above = لا توجد فوقها منطقة «{ $area }»
said-policy-no-company-above = لا توجد فوقها شركة «{ $company }»
said-policy-no-department-above = لا يوجد فوقه قسم «{ $department }»
said-policy-declare-parent = عرّف هذا المستوى الأعلى، أو اترك parent فارغًا
said-policy-below-itself = يقع هذا تحت نفسه
said-policy-break-circle = اقطع الحلقة بتغيير أحد المستويات الأعلى
said-policy-department-above-elsewhere = القسم الذي فوقه يتبع شركة أخرى
said-policy-own-tree = اجعل لأقسام كل شركة شجرة خاصة بها

# Values of records that do not fit, where a decision needs them.
said-policy-unread-not-own = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليست قيمة خاصة به؛ ضع الرابط في السجلات الأخرى
said-policy-unread-no-id = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليس معرّف سجل؛ اكتب معرّف سجل واحد أو null
said-policy-unread-no-ids = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليست قائمة معرّفات سجلات؛ اكتب قائمة مثل [1, 2]
said-policy-unread-no-date = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليس تاريخًا؛ اكتبه بالشكل YYYY-MM-DD ("2026-11-21")
said-policy-unread-no-moment = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليست لحظة؛ اكتبها بالشكل YYYY-MM-DD HH:MM:SS ("2026-11-21 08:30:00") بتوقيت UTC
said-policy-unread-no-boolean = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليست قيمة منطقية؛ اكتب true أو false
said-policy-unread-no-integer = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليس عددًا صحيحًا؛ اكتبه بلا علامتي اقتباس ولا كسور
said-policy-unread-no-number = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليس عددًا؛ اكتبه بلا علامتي اقتباس
said-policy-unread-no-text = تعذّرت قراءة السجلات: المستخدم { $login }: { $field }: { $found } ليس نصًا؛ ضعه بين علامتي اقتباس
