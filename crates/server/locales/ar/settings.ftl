# ما يسري على التنصيب وفي كل مكان.
set-defaults = القيم المعتادة
set-applies = يسري على { $place }.
set-at-named = { $name } وكل ما تحته
set-at-installation = الجميع
set-at-company = الشركة { $code }
set-at-department = القسم { $code }
set-at-area = المنطقة { $code }
set-at-role = الدور { $code }
set-at-user = المستخدم { $code }
set-of-all = للجميع
set-first = لتغيير هذا، أثبت أولا أنك أنت.
set-clash = غيّر شخص آخر أحد هذه الإعدادات في الأثناء. لم يُحفظ شيء: تجاهل لترى ما يسري الآن، ثم غيّر ما لا تزال تريده.
set-setting = الإعداد
set-source = المصدر
set-value = القيمة
set-without = دون قيمة خاصة
set-here = محدد هنا
set-from = من { $place }
set-default = معتاد
set-nothing = بلا حد
set-own = تحديد هنا
set-lock = قفل لما تحته
set-locked = مقفل
set-locked-by = مقفل من
set-idle = بلا أثر:
set-otherwise = وإلا: { $value }
set-save = حفظ السياسة
set-discard = تجاهل
set-confirm = يتطلب أن تكون قد أثبت قبل قليل أنك أنت.
set-on-this-page = في هذه الصفحة
set-if-saved = إذا حفظت الآن
set-if-saved-about = غيّر شيئا ليقال هنا من يتأثر. دون نصوص برمجية، اختر المعاينة.
set-nothing-changes = لا شيء يتغير.
set-read-only = يمكنك الاطلاع على هذا دون تغييره.
set-stricter = { $count ->
    [zero] { $setting }: لا أحد تصبح أشد عليهم
    [one] { $setting }: شخص واحد تصبح أشد عليهم
    [two] { $setting }: شخصان تصبح أشد عليهم
    [few] { $setting }: { $count } أشخاص تصبح أشد عليهم
    [many] { $setting }: { $count } شخصا تصبح أشد عليهم
   *[other] { $setting }: { $count } شخص تصبح أشد عليهم
  }
set-laxer = { $count ->
    [zero] { $setting }: لا أحد تصبح أخف عليهم
    [one] { $setting }: شخص واحد تصبح أخف عليهم
    [two] { $setting }: شخصان تصبح أخف عليهم
    [few] { $setting }: { $count } أشخاص تصبح أخف عليهم
    [many] { $setting }: { $count } شخصا تصبح أخف عليهم
   *[other] { $setting }: { $count } شخص تصبح أخف عليهم
  }
set-otherwise-people = { $count ->
    [zero] { $setting }: لا أحد تختلف لهم
    [one] { $setting }: شخص واحد تختلف لهم
    [two] { $setting }: شخصان تختلف لهم
    [few] { $setting }: { $count } أشخاص تختلف لهم
    [many] { $setting }: { $count } شخصا تختلف لهم
   *[other] { $setting }: { $count } شخص تختلف لهم
  }
set-weaker = { $count ->
    [zero] { $setting }: لا كلمات مرور دون المطلوب
    [one] { $setting }: كلمة مرور واحدة دون المطلوب
    [two] { $setting }: كلمتا مرور دون المطلوب
    [few] { $setting }: { $count } كلمات مرور دون المطلوب
    [many] { $setting }: { $count } كلمة مرور دون المطلوب
   *[other] { $setting }: { $count } كلمة مرور دون المطلوب
  }
set-unknown = { $count ->
    [zero] { $setting }: لا كلمات مرور مجهولة الحال
    [one] { $setting }: كلمة مرور واحدة مجهولة الحال
    [two] { $setting }: كلمتا مرور مجهولتا الحال
    [few] { $setting }: { $count } كلمات مرور مجهولة الحال
    [many] { $setting }: { $count } كلمة مرور مجهولة الحال
   *[other] { $setting }: { $count } كلمة مرور مجهولة الحال
  }
set-older = { $count ->
    [zero] { $setting }: لا كلمات مرور قديمة
    [one] { $setting }: كلمة مرور واحدة قديمة
    [two] { $setting }: كلمتا مرور قديمتان
    [few] { $setting }: { $count } كلمات مرور قديمة
    [many] { $setting }: { $count } كلمة مرور قديمة
   *[other] { $setting }: { $count } كلمة مرور قديمة
  }
set-required = { $count ->
    [zero] { $setting }: لا أحد سيختارون كلمة مرور أخرى عند الدخول القادم
    [one] { $setting }: شخص واحد سيختارون كلمة مرور أخرى عند الدخول القادم
    [two] { $setting }: شخصان سيختارون كلمة مرور أخرى عند الدخول القادم
    [few] { $setting }: { $count } أشخاص سيختارون كلمة مرور أخرى عند الدخول القادم
    [many] { $setting }: { $count } شخصا سيختارون كلمة مرور أخرى عند الدخول القادم
   *[other] { $setting }: { $count } شخص سيختارون كلمة مرور أخرى عند الدخول القادم
  }
set-becomes = { $setting }: { $value }
set-require-change = من كلمة مروره دون المطلوب يختار غيرها
set-require-change-about = عند الدخول القادم. وإلا فيسري على كلمات المرور الجديدة وحدها.
set-passwords = كلمات المرور
set-second = العامل الثاني
set-sessions = الجلسات
set-lockout = الإقفال
set-networks = الشبكات
set-accounts = الحسابات والمقاعد
set-contact = الاتصال
set-unit-characters = حرفا
set-unit-passwords = كلمات مرور
set-unit-days = يوما
set-unit-minutes = دقيقة
set-unit-hours = ساعة
set-unit-sessions = جلسات
set-unit-seats = مقعدا
set-unit-percent = بالمئة
set-unit-attempts = محاولات
set-password-min-length = أقصر كلمة مرور
set-password-composition = يجب أن تحتوي على
set-password-composition-about = غير مستحسن: يلبي الناس هذه القواعد بطرق يسهل تخمينها.
set-password-composition-digit = رقما
set-password-composition-lower = حرفا صغيرا
set-password-composition-symbol = رمزا
set-password-composition-upper = حرفا كبيرا
set-password-expiry-days = تنتهي بعد
set-password-expiry-days-about = 0 تعني أبدا، وهو المستحسن.
set-password-history = لا تكرر آخر
set-password-history-about = 0 تعني أن أيا منها يمكن تكراره.
set-password-reset = كلمات المرور المنسية
set-password-reset-email = يعيد كل شخص تعيينها بالبريد
set-password-reset-administrator = يعيد تعيينها من يدير الحساب
set-factor-required = من يحتاج إليه
set-factor-required-optional = اختياري
set-factor-required-administrators = إلزامي للمسؤولين
set-factor-required-everybody = إلزامي لجميع المستخدمين
set-factor-required-optional-about = يمكن لكل شخص إضافته
set-factor-required-administrators-about = على من يدير أن يُظهره
set-factor-required-everybody-about = يُعده الجميع عند الدخول القادم
set-factor-methods = ما يمكن إظهاره
set-factor-methods-email = رمز بالبريد
set-factor-methods-passkey = مفتاح مرور
set-factor-methods-recovery = رمز استرداد
set-factor-methods-sms = رمز برسالة نصية
set-factor-methods-totp = تطبيق مصادقة
set-factor-trust-days = الوثوق بالمتصفح لمدة
set-factor-trust-days-about = 0 تعني أنه يُطلب في كل مرة.
set-passkey-attested = مفاتيح من صناع معروفين فقط
set-passkey-attested-about = على مفتاح المرور عندها أن يُظهر صانع جهازه.
set-step-up-minutes = يُعتد بإثبات الهوية لمدة
set-step-up-minutes-about = لما يستحق الحماية، مثل هذه الصفحة.
set-session-idle-minutes = الخروج عند الخمول لمدة
set-session-hours = أطول جلسة
set-session-limit = الجلسات في آن واحد
set-session-limit-about = الفراغ يعني بلا حد.
set-session-when-full = عند بلوغها
set-session-when-full-choose = يختار الشخص أيها تنتهي
set-session-when-full-oldest = تنتهي الأقدم
set-session-when-full-deny = لا تُفتح أخرى
set-session-ends-on = تنتهي البقية عند
set-session-ends-on-factor = إزالة عامل ثان
set-session-ends-on-password = كلمة مرور جديدة
set-session-ends-on-role = فقدان دور
set-lockout-attempts = الانتظار بعد
set-lockout-stop = التوقف بعد
set-lockout-stop-about = محاولات خاطئة متتالية لا يسمح بعدها بالمتابعة إلا من يدير الحساب.
set-lockout-per-minute = المحاولات الخاطئة في الدقيقة
set-lockout-per-minute-about = على كل الحسابات معا، من متصفحات لم تدخل من قبل.
set-network-allow = الشبكات المسموحة
set-network-allow-about = واحدة في كل سطر، مثل 10.20.0.0/16. الفراغ يعني أي شبكة.
set-network-deny = الشبكات المرفوضة
set-network-deny-about = تُرفض مهما كان المسموح.
set-sign-in-open = يمكن الدخول
set-sign-in-open-about = «لا» تغلق الباب، كما أثناء الصيانة.
set-seats-limit = المقاعد
set-seats-limit-about = كم حسابا يمكن أن يكون. الفراغ يعني بلا حد.
set-seats-warn-percent = التنبيه من
set-account-default-role = يبدأ الجدد بـ
set-account-default-role-about = دور عام تحصل عليه الحسابات الجديدة.
set-account-invitation-days = مدة الدعوات
set-account-recovery-days = يمكن عودة الحسابات المتروكة خلال
set-users-self-editable = ما يمكن للناس تغييره في حساباتهم
set-users-self-editable-attributes = تفاصيل أخرى
set-users-self-editable-avatar = الصورة
set-users-self-editable-email = العنوان
set-users-self-editable-first-name = الاسم الأول
set-users-self-editable-job-title = المسمى الوظيفي
set-users-self-editable-language = اللغة
set-users-self-editable-last-name = اسم العائلة
set-users-self-editable-name = الاسم المعروض
set-users-self-editable-notifications = الإشعارات
set-users-self-editable-phones = الهواتف
set-users-self-editable-qualifications = المهارات والشهادات
set-users-self-editable-timezone = المنطقة الزمنية
set-jobs-keep-days = الاحتفاظ بنتائج المهام لمدة
set-language = اللغة
set-timezone = المنطقة الزمنية
set-contact-email = عنوان المراسلة
set-contact-phone = رقم للاتصال
set-alerts-email = عنوان التنبيهات
set-alerts-email-about = يُبلَّغ عند فشل دخول كثير؛ وإلا فالمسؤولون.
done-settings-saved = تم الحفظ. يسري من الآن.
