# صفحات تسجيل الدخول.
language-name = العربية
page-error = خطأ:
continue = متابعة
show-password = إظهار كلمة المرور
back-to-sign-in = العودة إلى تسجيل الدخول
sign-in-title = تسجيل الدخول
sign-in-name = البريد الإلكتروني أو اسم الدخول
sign-in-password = كلمة المرور
sign-in-submit = تسجيل الدخول
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-wrong-factor = هذا الرمز غير صحيح أو سبق استخدامه. انتظر الرمز التالي وجرّبه.
sign-in-stopped = فشلت محاولات كثيرة لتسجيل الدخول. { $minutes ->
    [one] يمكنك المحاولة مجددًا بعد دقيقة واحدة.
    [two] يمكنك المحاولة مجددًا بعد دقيقتين.
    [few] يمكنك المحاولة مجددًا بعد { $minutes } دقائق.
   *[other] يمكنك المحاولة مجددًا بعد { $minutes } دقيقة.
  }
sign-in-stopped-for-good = فشلت محاولات كثيرة لتسجيل الدخول. اطلب ممن يدير حسابك أن يفتحه.
sign-in-over = استغرق هذا وقتًا طويلًا أو اكتمل في نافذة أخرى. ابدأ من جديد.
sign-in-account = لا يمكن استخدام هذا الحساب الآن. راجع من يدير المستخدمين.
sign-in-place = لا يستطيع أحد من مؤسستك تسجيل الدخول حاليًا. راجع من يديرها.
sign-in-network = لا يمكن استخدام هذا الحساب من شبكتك. راجع من يدير المستخدمين.
sign-in-no-second-factor = يلزم عامل ثانٍ ولا يمكن إضافة أي عامل هنا. راجع من يدير المستخدمين.
sign-in-temporary-ended = انتهت صلاحية كلمة المرور المؤقتة. اطلب غيرها.
sign-in-sessions-full = لديك أكبر عدد مسموح من الجلسات. سجّل الخروج من إحداها أولًا.
sign-in-busy = يسجّل كثيرون الدخول في هذه اللحظة. حاول مجددًا بعد ثوانٍ.
not-let-in-title = لا يمكنك تسجيل الدخول
second-totp-title = أدخل الرمز
second-totp-about = افتح تطبيق المصادقة واكتب الأرقام الستة الخاصة بـ Bailiwick.
second-sent-title = أدخل الرمز الذي أرسلناه
second-sent-about = صالح لعشر دقائق، هنا فقط.
second-recovery-title = أدخل رمز استرداد
second-recovery-about = كل رمز في قائمتك يعمل مرة واحدة.
code-from-app = الرمز من التطبيق
code-sent = الرمز من الرسالة
code-recovery = رمز الاسترداد
trust-device = لا تسأل مجددًا على هذا الجهاز لفترة
trust-device-hint = لا تستخدم هذا على حاسوب مشترك.
another-way = استخدم طريقة أخرى
way-totp = رمز من تطبيق مصادقة
way-email = رمز بالبريد الإلكتروني
way-sms = رمز برسالة نصية
way-recovery = رمز استرداد
way-passkey = مفتاح مرور
enrol-title = أعدّ العامل الثاني
enrol-about = مؤسستك تشترطه. يستغرق نحو دقيقة.
enrol-step-app = افتح تطبيق مصادقة على هاتفك.
enrol-step-scan = امسح الصورة به.
enrol-step-code = اكتب الأرقام الستة التي يعرضها.
enrol-by-hand = لا تستطيع المسح؟ اكتب هذا في التطبيق
enrol-submit = تفعيل
enrol-qr = صورة لتطبيق المصادقة
new-password-title = اختر كلمة مرور جديدة
new-password-about = تحتاج إلى كلمة جديدة للمتابعة.
new-password = كلمة المرور الجديدة
new-password-again = كلمة المرور الجديدة مرة أخرى
new-password-submit = حفظ وتسجيل الدخول
new-password-differ = الكلمتان غير متطابقتين. اكتب كلمة المرور الجديدة مرتين.
sessions-title = لديك جلسات أكثر من المسموح
sessions-about = اختر جلسة تنتهي لتتمكن من الدخول هنا.
sessions-submit = إنهاؤها وتسجيل الدخول
unknown-device = جهاز غير معروف
unknown-address = عنوان غير معروف
signed-out-title = سجّلت الخروج
signed-out-about = أغلق هذه النافذة إن كان آخرون يستخدمون هذا الحاسوب.
home-account = الحساب
sign-out = تسجيل الخروج
