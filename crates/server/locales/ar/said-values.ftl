# What is wrong with a value, with a password or a second factor, and what the sign-in check says, as use cases say it.

# Keys: names and codes that everything is known by. The words for kinds are filled into the sentences, all of one gender.
said-values-key-empty-a = لا يجوز أن يكون { $said-kind } فارغًا
said-values-key-empty-an = لا يجوز أن يكون { $said-kind } فارغًا
said-values-key-long-a = لا يجوز أن يزيد طول { $said-kind } على { $most } بايت، وطول هذا { $bytes } بايت
said-values-key-long-an = لا يجوز أن يزيد طول { $said-kind } على { $most } بايت، وطول هذا { $bytes } بايت
said-values-key-character-a = «{ $text }» غير صالح: لا يقبل { $said-kind } «{ $found }» في هذا الموضع؛ { $said-remedy }
said-values-key-character-an = «{ $text }» غير صالح: لا يقبل { $said-kind } «{ $found }» في هذا الموضع؛ { $said-remedy }
said-values-remedy-identifier = استخدم أحرفًا وأرقامًا و«_»
said-values-remedy-start = ابدأ بحرف أو «_»
said-values-remedy-dotted = استخدم أحرفًا وأرقامًا و«_» و«-» و«.»
said-values-remedy-dots = ضع اسمًا على جانبي كل «.»
said-values-remedy-control = أزل أحرف التحكم
said-values-remedy-leading = أزل المسافة من البداية
said-values-remedy-trailing = أزل المسافة من النهاية
said-values-key-kind-model = اسم النموذج
said-values-key-kind-field = اسم الحقل
said-values-key-kind-action = اسم الإجراء
said-values-key-kind-group = معرّف المجموعة
said-values-key-kind-privilege = معرّف الامتياز
said-values-key-kind-category = معرّف الفئة
said-values-key-kind-acl = معرّف قائمة الوصول
said-values-key-kind-rule = معرّف القاعدة
said-values-key-kind-field-rule = معرّف حد الحقل
said-values-key-kind-role = معرّف الدور
said-values-key-kind-company = رمز الشركة
said-values-key-kind-department = رمز القسم
said-values-key-kind-area = رمز المنطقة
said-values-key-kind-notification = نوع الإشعار
said-values-key-kind-login = اسم الدخول

# Texts
said-values-text-empty = هذا النص فارغ؛ اكتب شيئًا أو استغنِ عنه
said-values-text-long = الحد الأقصى لعدد أحرف هذا النص { $most }، وفيه { $characters }
said-values-line-character = لا يجوز أن يرد «{ $found }» في سطر نص واحد؛ أزله
said-values-text-character = لا يجوز أن يرد «{ $found }» في نص؛ أزله
said-values-character = لا يُسمح بـ«{ $found }» هنا؛ أزله
said-values-nul = «{ $text }» في الجدول { $table }: لا يجوز أن يحتوي النص على الحرف NUL؛ أزله

# Email addresses
said-values-email = «{ $text }» ليس عنوان بريد إلكتروني: { $said-why }
said-values-email-at = اكتب NAME@DOMAIN بعلامة «@» واحدة
said-values-email-long = لا يجوز أن يزيد طوله على { $most } بايت، منها { $before } على الأكثر قبل «@»
said-values-email-dots = ضع شيئًا على جانبي كل «.»
said-values-email-label = لا يجوز أن يزيد طول أي جزء من اسم النطاق على { $most } بايت، ولا أن يبدأ أو ينتهي بـ«-»؛ صحّح اسم النطاق

# Telephones
said-values-phone-country = «{ $text }» لا يبدأ بـ«+» ورمز البلد؛ اكتبه مثل ‎+63 2 8888 0000
said-values-phone-character = «{ $text }» ليس رقم هاتف: لا يُسمح بـ«{ $found }» هنا؛ أزله
said-values-phone-digits = عدد أرقام «{ $text }» هو { $digits }؛ ويجب أن يكون في رقم الهاتف من { $least } إلى { $most } رقمًا
said-values-phone-extension = «{ $text }» ليست تحويلة؛ اكتب من رقم واحد إلى { $most } أرقام

# Languages, time zones, days, networks
said-values-language = «{ $tag }» ليس رمز لغة؛ اكتب مثلًا en أو pt-BR أو zh-Hant
said-values-days-never = اليوم الأول ({ $from }) يأتي بعد اليوم الأخير ({ $to })، فلن يسري هذا أبدًا؛ بدّل بينهما أو اترك أحدهما مفتوحًا
said-values-day-early = يقع { $day } قبل السنة 1؛ اختر يومًا بين السنتين 1 و9999 أو اتركه مفتوحًا
said-values-qualification-days = تحدد أيام المهارة أو الشهادة متى تبدأ صلاحيتها ومتى تنتهي: { $said-why }
said-values-network-address = «{ $text }» ليست شبكة؛ اكتب عنوانًا مثل 192.0.2.7، أو نطاقًا مثل 10.0.0.0/8 أو 2001:db8::/32
said-values-network-length = «{ $text }» ليست شبكة: يأتي بعد الشرطة المائلة عدد من 0 إلى { $most }
said-values-network-host = «{ $text }» عنوان داخل شبكة؛ اكتب { $network } للشبكة، أو { $address } للعنوان وحده

# Role lines, overrides, operations and permissions
said-values-line-local = يجب أن تُسند إلى الأدوار المحلية منطقة واحدة على الأقل
said-values-line-global = لا يمكن أن تُسند مناطق إلى الأدوار العامة
said-values-reason-nul = لا يجوز أن يحتوي السبب على الحرف NUL؛ أزله
said-values-override-reason = يحتاج الاستثناء إلى سبب؛ اذكر لماذا أُضيف
said-values-override-target = يذكر الاستثناء إما نموذجًا مع عملياته وإما إذنًا
said-values-operation = «{ $word }» ليست عملية؛ استخدم create أو read أو update أو delete (ويُقبل write وunlink من Odoo)
said-values-permission = «{ $text }» ليس إذنًا؛ اكتب module:NAME أو feature:NAME أو action:MODEL.NAME أو report:NAME:view أو report:NAME:generate
said-values-scope = «{ $word }» ليس نطاقًا؛ استخدم decide أو search أو read أو admin

# Types of fields
said-values-field-type = «{ $text }» ليس نوع حقل: { $said-why }
said-values-field-type-quote = أغلق علامة الاقتباس، واكتب '' لعلامة اقتباس في الداخل
said-values-field-type-one = اذكر نموذجًا واحدًا، كما في «many2one res.partner»
said-values-field-type-many = اذكر النموذج ورابطه العكسي، كما في «one2many spp.member household_id»
said-values-field-type-word = استخدم char أو text أو html أو selection أو integer أو float أو monetary أو boolean أو date أو datetime أو many2one أو one2many أو many2many أو json

# Further details of accounts, and what they may hold
said-values-attribute-required = هذه السمة إلزامية؛ أعطها قيمة
said-values-attribute-none = لا توجد سمات هنا؛ عرّف هذه السمة أولًا
said-values-attribute-unknown = لا توجد سمة كهذه؛ استخدم إحدى هذه: { $list }، أو عرّفها أولًا
said-values-attribute-null = لا تُعد null قيمة؛ لا تذكر السمة
said-values-attribute-empty = هذا النص فارغ؛ اكتب شيئًا أو لا تذكر السمة
said-values-attribute-long = الحد الأقصى لعدد أحرف هذا النص { $most }؛ اختصره
said-values-write-number = اكتب عددًا
said-values-write-boolean = اكتب true أو false
said-values-write-day = اكتب يومًا بالشكل YYYY-MM-DD ("2026-11-30")
said-values-write-choice = اختر واحدًا من هذه: { $list }
said-values-write-url = اكتب عنوانًا يبدأ بـ https:// أو http://
said-values-write-text = اكتب نصًا
said-values-attribute-choices = تحتاج السمة من نوع choice إلى `choices`، يُذكر فيها كل خيار مرة واحدة
said-values-attribute-no-choice = السمة من نوع choice وحدها لها `choices`؛ أزلها أو غيّر النوع
said-values-attribute-length = الحد `max_length` خاص بالنوع text، وهو من 1 إلى { $most }
said-values-attribute-unique = لا يمكن أن تكون السمة من نوع boolean أو choice فريدة
said-values-picture = هذا ليس ملف صورة PNG أو JPEG أو WebP

# States of accounts; what can follow is filled in as a whole
said-values-state-same = حالة هذا الحساب هي «{ $said-state }» بالفعل؛ ويمكن أن تصير «{ $said-next }»
said-values-state-not = حالة هذا الحساب «{ $said-state }» ولا يمكن أن تصير «{ $said-wanted }»؛ يمكن أن تصير «{ $said-next }»
said-values-state-unknown = «{ $word }» ليست حالة حساب؛ اكتب invited أو active أو suspended أو locked أو left
said-values-state-invited = مدعو
said-values-state-active = نشط
said-values-state-suspended = موقوف
said-values-state-locked = مقفل
said-values-state-left = غادر
said-values-state-active-left = نشط» أو «غادر
said-values-state-suspended-locked-left = موقوف» أو «مقفل» أو «غادر
said-values-state-active-suspended-left = نشط» أو «موقوف» أو «غادر

# Settings
said-values-setting-unknown = لا يوجد إعداد «{ $name }»؛ استخدم واحدًا من هذه: { $list }
said-values-setting-place = لا يمكن أن تكون لـ«{ $text }» إعدادات؛ اكتب installation أو company:CODE أو department:CODE أو area:CODE أو role:ID أو user:LOGIN
said-values-setting-value = لا يمكن أن تكون قيمة { $name } هي { $value }: { $said-why }
said-values-setting-level-installation = لا يمكن ضبط { $name } على هذا المستوى ({ $said-level })؛ اضبطه للنظام كله
said-values-setting-level-company = لا يمكن ضبط { $name } على هذا المستوى ({ $said-level })؛ اضبطه للنظام كله أو لشركة
said-values-setting-level-department = لا يمكن ضبط { $name } على هذا المستوى ({ $said-level })؛ اضبطه للنظام كله أو لشركة أو لقسم
said-values-setting-level-area = لا يمكن ضبط { $name } على هذا المستوى ({ $said-level })؛ اضبطه للنظام كله أو لشركة أو لقسم أو لمنطقة
said-values-setting-level-user = لا يمكن ضبط { $name } على هذا المستوى ({ $said-level })؛ اضبطه للنظام كله أو لشركة أو لقسم أو لدور أو لمستخدم
said-values-setting-locked = { $name } مقفل من { $by }، فلن تسري قيمة محددة عند { $scope }؛ راجع من يديره هناك أو أزل القفل أولًا
said-values-write-whole = اكتب عددًا صحيحًا من { $least } إلى { $most }
said-values-write-some = اذكر بعض هذه: { $list }
said-values-write-list = اكتب قائمة ببعض هذه: { $list }
said-values-write-one = اكتب واحدًا من هذه: { $list }
said-values-write-networks = اكتب قائمة شبكات، مثل ["10.0.0.0/8"]
said-values-networks-none = اذكر واحدة على الأقل؛ وإن لم يكن هناك ما يُذكر فأزل الإعداد
said-values-networks-many = اذكر { $most } على الأكثر؛ فالنطاق، مثل 10.0.0.0/8، يغني عن كثير
said-values-networks-text = اكتب كل شبكة في صورة نص
said-values-write-no-text = لا تكتب نصًا

# Passwords that another system keeps
said-values-kept-unknown = كلمة المرور محفوظة بصيغة غير معروفة؛ انقلها بصيغة argon2 ($argon2id$ …) أو bcrypt ($2b$ …) أو PBKDF2 ($pbkdf2-sha512$ …) أو LDAP ({ "{" }SSHA{ "}" } …) أو بيانات اعتماد Keycloak، أو استغنِ عنها ودع الشخص يختار كلمة جديدة
said-values-kept-unreadable = تعذرت قراءة { $said-what } في كلمة المرور المنقولة؛ انقلها دون تغيير كما يحفظها النظام الآخر
said-values-kept-beyond = قيمة { $said-what } في كلمة المرور المنقولة هي { $value }، والمقبول من { $least } إلى { $most }؛ استغنِ عنها ودع الشخص يختار كلمة جديدة
said-values-kept-long = كلمة المرور المنقولة أطول من { $most } بايت؛ انقل بيانات اعتماد شخص واحد فقط
said-values-kept-what-lanes = عدد المسارات
said-values-kept-what-memory = الذاكرة (كيبيبايت)
said-values-kept-what-passes = عدد الجولات
said-values-kept-what-work = الذاكرة مضروبة في الجولات (كيبيبايت)
said-values-kept-what-cost = الكلفة
said-values-kept-what-rounds = عدد التكرارات
said-values-kept-what-salt = الملح
said-values-kept-what-hash = البصمة
said-values-kept-what-hash-length = طول البصمة
said-values-kept-what-version = الإصدار
said-values-kept-what-argon2-type = نوع argon2
said-values-kept-what-argon2-text = نص argon2
said-values-kept-what-pbkdf2-text = نص PBKDF2
said-values-kept-what-keycloak = بيانات اعتماد Keycloak
said-values-kept-what-type = النوع
said-values-kept-what-algorithm = الخوارزمية
said-values-kept-what-credential-data = credentialData
said-values-kept-what-secret-data = secretData
said-values-kept-there = لهذا الحساب كلمة مرور هنا بالفعل وهي باقية؛ اترك الخلية فارغة

# New passwords
said-values-password-empty = كلمة المرور فارغة؛ اكتب واحدة
said-values-password-long = تزيد كلمة المرور على { $most } حرفًا؛ اختصرها
said-values-password-control = في كلمة المرور رمز ليس نصًا، مثل علامة الجدولة أو نهاية السطر؛ احذفه
said-values-password-short = { $least ->
        [few] كلمة المرور قصيرة؛ استخدم { $least } أحرف على الأقل، مثل أربع كلمات أو خمس
        [many] كلمة المرور قصيرة؛ استخدم { $least } حرفًا على الأقل، مثل أربع كلمات أو خمس
       *[other] كلمة المرور قصيرة؛ استخدم { $least } حرف على الأقل، مثل أربع كلمات أو خمس
    }
said-values-password-lower-one = { $least ->
    [one] تحتاج كلمة المرور إلى حرف صغير على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى حرفين صغيرين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } أحرف صغيرة على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } حرفًا صغيرًا على الأقل؛ أضف ما ينقص
  }
said-values-password-lower = { $least ->
    [one] تحتاج كلمة المرور إلى حرف صغير على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى حرفين صغيرين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } أحرف صغيرة على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } حرفًا صغيرًا على الأقل؛ أضف ما ينقص
  }
said-values-password-upper-one = { $least ->
    [one] تحتاج كلمة المرور إلى حرف كبير على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى حرفين كبيرين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } أحرف كبيرة على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } حرفًا كبيرًا على الأقل؛ أضف ما ينقص
  }
said-values-password-upper = { $least ->
    [one] تحتاج كلمة المرور إلى حرف كبير على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى حرفين كبيرين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } أحرف كبيرة على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } حرفًا كبيرًا على الأقل؛ أضف ما ينقص
  }
said-values-password-digit-one = { $least ->
    [one] تحتاج كلمة المرور إلى رقم على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى رقمين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } أرقام على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } رقمًا على الأقل؛ أضف ما ينقص
  }
said-values-password-digit = { $least ->
    [one] تحتاج كلمة المرور إلى رقم على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى رقمين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } أرقام على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } رقمًا على الأقل؛ أضف ما ينقص
  }
said-values-password-symbol-one = { $least ->
    [one] تحتاج كلمة المرور إلى رمز ليس حرفًا ولا رقمًا على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى رمزين ليسا حرفين ولا رقمين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } رموز ليست أحرفًا ولا أرقامًا على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } رمزًا ليس حرفًا ولا رقمًا على الأقل؛ أضف ما ينقص
  }
said-values-password-symbol = { $least ->
    [one] تحتاج كلمة المرور إلى رمز ليس حرفًا ولا رقمًا على الأقل؛ أضف ما ينقص
    [two] تحتاج كلمة المرور إلى رمزين ليسا حرفين ولا رقمين على الأقل؛ أضف ما ينقص
    [few] تحتاج كلمة المرور إلى { $least } رموز ليست أحرفًا ولا أرقامًا على الأقل؛ أضف ما ينقص
   *[other] تحتاج كلمة المرور إلى { $least } رمزًا ليس حرفًا ولا رقمًا على الأقل؛ أضف ما ينقص
  }
said-values-password-common = كلمة المرور من أكثر الكلمات شيوعًا، وهي أول ما يُجرَّب؛ استخدم غيرها
said-values-password-breached = انكشفت كلمة المرور في تسريب من خدمة أخرى؛ استخدم كلمة لا تستخدمها في أي مكان آخر
said-values-password-context = تحتوي كلمة المرور على «{ $word }»، وهو مما يعرفه الآخرون عنك؛ احذفه
said-values-password-weak = يسهل تخمين كلمة المرور؛ أضف كلمة أو كلمتين لا يتوقعهما أحد
said-values-password-last = هذه آخر كلمة مرور استُخدمت؛ استخدم غيرها
said-values-password-before = { $remembered ->
        [two] هذه إحدى آخر كلمتي مرور؛ استخدم كلمة لم تُستخدم من قبل
        [few] هذه إحدى آخر { $remembered } كلمات مرور؛ استخدم كلمة لم تُستخدم من قبل
       *[other] هذه إحدى آخر { $remembered } كلمة مرور؛ استخدم كلمة لم تُستخدم من قبل
    }
said-values-password-busy = يجري التحقق من كلمات مرور كثيرة؛ حاول مجددًا بعد { $seconds ->
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
       *[other] { $seconds } ثانية
    }

# Passkeys
said-values-passkey-malformed = ليس هذا ما يرسله المتصفح لمفتاح مرور؛ أرسل الرد كاملًا بصيغة JSON
said-values-passkey-state = تعذرت قراءة ما حُفظ عن مفتاح المرور هذا أو عن هذه المحاولة؛ ابدأ من جديد
said-values-passkey-other-site = استُخدم مفتاح المرور هذا على عنوان غير عنواننا؛ افتح العنوان الصحيح وحاول مجددًا
said-values-passkey-other-challenge = هذا ليس جوابًا عما طُلب؛ ابدأ من جديد
said-values-passkey-unknown = مفتاح المرور هذا غير معروف هنا؛ استخدم غيره أو سجّله
said-values-passkey-not-verified = لم يطلب الجهاز رقمًا سريًا ولا إصبعًا ولا وجهًا؛ أعدّ أحدها عليه أو استخدم جهازًا آخر
said-values-passkey-copied = ربما نُسخ مفتاح المرور هذا؛ أزله وسجّل غيره
said-values-passkey-not-allowed = هذا النوع من الأجهزة غير مسموح به هنا؛ استخدم نوعًا مسموحًا به
said-values-passkey-refused = لم يُقبل مفتاح المرور هذا؛ حاول مجددًا أو استخدم غيره
said-values-passkey-makers = يجب أن تُظهر مفاتيح المرور هنا صانعها، ولا يوثق بأي صانع بعد؛ راجع من يدير الخادم
said-values-passkey-no-site = لا يمكن أن تكون لعنوان هذا الخادم مفاتيح مرور؛ فهي تحتاج إلى اسم وإلى https ما لم يكن localhost

# Signing in: why somebody is not let in
said-values-in-wrong = الاسم أو كلمة المرور غير صحيحة
said-values-in-wrong-factor = هذا غير صحيح أو سبق استخدامه؛ انتظر الرمز التالي وجرّبه
said-values-in-stopped = فشلت محاولات كثيرة؛ حاول لاحقًا
said-values-in-dead-link = استُخدم هذا الرابط أو انتهت صلاحيته أو أُرسل رابط أحدث؛ اطلب غيره
said-values-in-left-to-others = سُجّل الخروج من ذلك الجهاز؛ وللحصول على كلمة مرور جديدة راجع من يدير حسابك
said-values-in-over = استغرق هذا وقتًا طويلًا أو اكتمل في مكان آخر؛ ابدأ من جديد
said-values-in-account = لا يمكن استخدام هذا الحساب الآن؛ راجع من يدير المستخدمين
said-values-in-place = لا يستطيع أحد من مؤسستك تسجيل الدخول حاليًا؛ راجع من يديرها
said-values-in-network = لا يمكن استخدام هذا الحساب من عنوان شبكتك؛ راجع من يدير المستخدمين
said-values-in-second-factor = يلزم عامل ثانٍ ولا يمكن إضافة أي عامل؛ راجع من يدير المستخدمين
said-values-in-password = انتهت صلاحية كلمة المرور المؤقتة؛ اطلب غيرها
said-values-in-sessions = لهذا الحساب أكبر عدد مسموح من الجلسات؛ سجّل الخروج من إحداها أولًا
said-values-in-not = لم تسجّل الدخول أو انتهت جلستك؛ سجّل الدخول من جديد
said-values-in-yours = لا يمكن استخدام حسابك الآن؛ راجع من يدير المستخدمين

# The sign-in check: what each gate says
said-values-gate-failed = { $count ->
    [zero] لم تفشل أي محاولة
    [one] فشلت محاولة واحدة
    [two] فشلت محاولتان متتاليتان
    [few] فشلت { $count } محاولات متتالية
    [many] فشلت { $count } محاولة متتالية
   *[other] فشلت { $count } محاولة متتالية
  }
said-values-gate-failed-unlock = { $count ->
        [zero] لم تفشل أي محاولة؛ يجب أن يفتح قفل الحساب من يديره
        [one] فشلت محاولة واحدة؛ يجب أن يفتح قفل الحساب من يديره
        [two] فشلت محاولتان متتاليتان؛ يجب أن يفتح قفل الحساب من يديره
        [few] فشلت { $count } محاولات متتالية؛ يجب أن يفتح قفل الحساب من يديره
        [many] فشلت { $count } محاولة متتالية؛ يجب أن يفتح قفل الحساب من يديره
       *[other] فشلت { $count } محاولة متتالية؛ يجب أن يفتح قفل الحساب من يديره
    }
said-values-gate-failed-until = { $count ->
        [zero] لم تفشل أي محاولة؛ تُتاح المحاولة التالية في { $at }
        [one] فشلت محاولة واحدة؛ تُتاح المحاولة التالية في { $at }
        [two] فشلت محاولتان متتاليتان؛ تُتاح المحاولة التالية في { $at }
        [few] فشلت { $count } محاولات متتالية؛ تُتاح المحاولة التالية في { $at }
        [many] فشلت { $count } محاولة متتالية؛ تُتاح المحاولة التالية في { $at }
       *[other] فشلت { $count } محاولة متتالية؛ تُتاح المحاولة التالية في { $at }
    }
said-values-gate-account = الحساب غير نشط، أو ليس اليوم من أيامه
said-values-gate-place = قيمة الإعداد sign_in.open هي false عند { $places }
said-values-gate-no-address = العنوان غير معروف، وتوجد قوائم شبكات
said-values-gate-networks = شبكات { $scope } لا تسمح بـ { $address }
said-values-gate-factor-none = لا يُشترط عامل ولم يُضف أي عامل
said-values-gate-factor-add = يلزم عامل ثانٍ ولم يُضف أي عامل
said-values-gate-factor-show = يجب إظهار عامل ثانٍ
said-values-gate-factor-impossible = يلزم عامل ثانٍ ولا يمكن إظهار أي عامل ولا إضافته
said-values-gate-factor-methods-two = لا شيء مشترك بين قيمتي factor.methods عند { $first } و{ $second }، فلا يمكن إظهار شيء مع كلمة المرور؛ اسمح بشيء واحد فيهما معًا
said-values-gate-factor-methods = لا شيء مشترك بين قيم factor.methods عند { $places }، فلا يمكن إظهار شيء مع كلمة المرور؛ اسمح بشيء واحد فيها كلها
said-values-gate-password-none = لا توجد كلمة مرور بعد
said-values-gate-password-letter = أُرسلت رسالة لاختيار كلمة مرور
said-values-gate-password-ended = انتهت صلاحية كلمة المرور المؤقتة
said-values-gate-password-change = يجب اختيار كلمة مرور أخرى
said-values-gate-password-old = كلمة المرور أقدم مما يسمح به password.expiry_days
said-values-gate-sessions-among = هذه هي الجلسة { $count } من { $limit }
said-values-gate-session-there = الجلسة موجودة
said-values-gate-sessions = عدد الجلسات { $open } والمسموح به { $limit }
said-values-gate-sessions-oldest = عدد الجلسات { $open } والمسموح به { $limit }؛ أُنهيت الأقدم
said-values-gate-shown-wrong = ما أُظهر غير صحيح
said-values-gate-shown-again-wrong = ما أُظهر من جديد غير صحيح
said-values-gate-authenticator-wrong = لم يكن ذلك رمز تطبيق المصادقة الجديد
said-values-gate-phone-wrong = لم يكن ذلك رمز الهاتف

# One’s own account, and those of others
said-values-own-sign-in = يتعلق هذا بحساب صاحب الطلب؛ سجّل الدخول أولًا
said-values-own-person = يتطلب هذا شخصًا مسجل الدخول؛ ولا يكفي مفتاح
said-values-own-factor-kind = لا يُسمح لحسابك بعوامل ثانية من هذا النوع (factor.methods)؛ أضف نوعًا آخر
said-values-own-factor-many = عددها { $most } بالفعل؛ أزل واحدًا أولًا
said-values-own-phone-none = هذا ليس هاتفًا محمولًا في حسابك؛ أضفه إلى الحساب أولًا
said-values-own-phone-no-way = لا تُرسل رسائل نصية من هنا؛ اضبط sms.carrier في إعدادات الخادم أولًا
said-values-own-phone-many = أُرسلت رسائل كثيرة إلى هذا الهاتف؛ حاول مجددًا بعد ساعة
said-values-temporary-state = حالة الحساب { $login } هي «{ $said-state }» فلا يستطيع تسجيل الدخول؛ فعّل الحساب أولًا
said-values-temporary-service = ليست لحساب الخدمة كلمة مرور؛ أنشئ له مفتاح API
said-values-temporary-days = لا يسري الحساب في أي من أيام صلاحية كلمة المرور المؤقتة؛ غيّر أيامه أو أعطِ الكلمة لاحقًا
said-values-temporary-own = غيّر كلمة مرورك بإظهار الحالية؛ ويمكن لغيرك أن يعطيك كلمة أخرى

# API keys
said-values-key-of-person = { $login } شخص ينشئ مفاتيحه بنفسه؛ إن كان المفتاح لبرنامج فأنشئ حساب خدمة
said-values-key-many = عدد مفاتيح { $login } بلغ { $most }؛ احذف ما لم تعد بحاجة إليه
said-values-key-no-scope = يحتاج المفتاح إلى نطاق واحد على الأقل؛ أعطه decide أو search أو read أو admin
said-values-key-no-name = يحتاج المفتاح إلى اسم لا يزيد على 200 حرف؛ اذكر لأي برنامج هو
said-values-key-expired = سيكون المفتاح منتهي الصلاحية منذ إنشائه؛ اختر وقتًا لاحقًا

# What is there already, as the store says it
said-values-there-passkey = مفتاح المرور { $id } موجود بالفعل؛ اختر غيره
said-values-there-row = هذا موجود بالفعل (الجدول { $table })؛ اختر غيره

# Why sessions ended and why no letter was sent, as the audit log tells
said-values-ended-somebody = أنهاها شخص ما
said-values-ended-signed-out = سجّل صاحبها الخروج
said-values-ended-elsewhere = سجّل صاحبها الدخول من مكان آخر بدلًا منها
said-values-ended-not-me = يقول صاحبها إنه لم يكن هو
said-values-ended-too-many = كان عدد الجلسات أكبر من المسموح
said-values-ended-role = فُقد دور
said-values-ended-account = لم يعد يمكن استخدام الحساب
said-values-ended-password = غُيّرت كلمة المرور
said-values-ended-temporary = عُيّنت كلمة مرور مؤقتة
said-values-ended-password-gone = أُزيلت كلمة المرور
said-values-ended-factor = أُزيل عامل ثانٍ
said-values-letter-many = رسائل كثيرة جدًا
said-values-letter-no-mail = لا يُرسل بريد من هنا
said-values-letter-no-account = لا يوجد حساب كهذا
said-values-letter-program = ليست للبرنامج كلمة مرور
said-values-letter-administrator = يترك password.reset ذلك لمن يدير الحساب
said-values-letter-no-invitation = لا توجد دعوة ما زال يمكن قبولها
said-values-letter-no-address = ليس للحساب عنوان
said-values-letter-not-active = الحساب غير نشط
