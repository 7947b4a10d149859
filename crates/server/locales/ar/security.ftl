# مفاتيح المرور، وما يفعله كل شخص لأمان حسابه.
sign-in-with-passkey = تسجيل الدخول بمفتاح مرور
sign-in-wrong-passkey = لم يعمل مفتاح المرور هذا هنا. حاول مجددًا أو سجّل الدخول بطريقة أخرى.
or-password = أو استخدم كلمة المرور
or-code = أو اكتب رمزًا
or-passkey = أو استخدم مفتاح مرور بدلًا من ذلك
use-passkey = استخدم مفتاح المرور أو مفتاح الأمان
second-passkey-title = استخدم مفتاح المرور
second-passkey-about = مفتاح المرور أو مفتاح الأمان يثبت أنك أنت.
passkey-make = إنشاء مفتاح مرور
passkey-failed = لم يعمل مفتاح المرور. حاول مجددًا بعد لحظة أو استخدم طريقة أخرى.
passkey-stopped = توقفت العملية أو استغرقت وقتًا طويلًا. حاول مجددًا.
passkey-known = على هذا الجهاز مفتاح مرور لك بالفعل. استخدم جهازًا آخر.
passkey-needs-script = تحتاج مفاتيح المرور إلى البرامج النصية وإلى متصفح يعرفها. فعّل البرامج النصية أو استخدم متصفحًا آخر.
passkey-other-site = أُنشئ مفتاح المرور على عنوان غير عنواننا. افتح العنوان الصحيح وحاول مجددًا.
passkey-over = استغرق هذا وقتًا طويلًا أو اكتمل في نافذة أخرى. حاول مجددًا.
passkey-not-verified = لم يطلب الجهاز رقمًا سريًا ولا إصبعًا ولا وجهًا. أعدّ أحدها عليه أو استخدم جهازًا آخر.
passkey-not-allowed = لا تسمح مؤسستك بهذا النوع من الأجهزة. استخدم جهازًا تسمح به.
passkey-refused = لم يُقبل مفتاح المرور هذا. حاول مجددًا أو استخدم جهازًا آخر.
factor-name = الاسم
factor-name-hint = لتتعرف عليه لاحقًا، مثل المفتاح الأزرق أو هاتف العمل.
factor-misnamed = أعطه اسمًا من 1 إلى 60 حرفًا في سطر واحد.
agent-on = { $browser } على { $system }
skip = انتقل إلى المحتوى
main-navigation = التنقل الرئيسي
overview = نظرة عامة
my-account = حسابي
breadcrumb = موقعك
open-menu = فتح القائمة
close-menu = إغلاق القائمة
switch-theme = التبديل بين الفاتح والداكن
your-account = حسابك:
cancel = إلغاء
change = تغيير
rename = تغيير الاسم
remove = إزالة
security-title = تسجيل الدخول والأمان
security-about = كيف تثبت أنك أنت، وأين سجّلت الدخول.
passkeys = مفاتيح المرور
passkeys-about = سجّل الدخول بإصبعك أو وجهك أو بمفتاح أمان. لا شيء تحفظه ولا شيء يُسرق.
passkeys-none = ليس لديك أي مفتاح بعد.
add-passkey = إضافة مفتاح مرور
second-factor = العامل الثاني
second-required = تشترطه مؤسستك
authenticators-none = لا يوجد تطبيق مصادقة بعد.
add-authenticator = إضافة تطبيق مصادقة
authenticator = تطبيق المصادقة
factor-used = أُضيف في { $added }، وآخر استخدام في { $used }
factor-unused = أُضيف في { $added }، ولم يُستخدم بعد
recovery-codes = رموز الاسترداد
recovery-left = { $count ->
    [0] لا يوجد أي رمز.
    [one] بقي رمز واحد. يعمل مرة واحدة.
    [two] بقي رمزان. كل منهما يعمل مرة واحدة.
    [few] بقيت { $count } رموز. كل منها يعمل مرة واحدة.
   *[other] بقي { $count } رمزًا. كل منها يعمل مرة واحدة.
  }
recovery-new = رموز جديدة
recovery-title = رموز الاسترداد
recovery-about = لليوم الذي لا يكون فيه هاتفك أو مفتاحك في متناولك. كل رمز يعمل مرة واحدة مع كلمة المرور.
recovery-warn = تحصل على عشرة رموز جديدة. أما الرموز الحالية فتتوقف عن العمل.
recovery-make = إنشاء رموز جديدة
recovery-once = اطبعها أو اكتبها الآن. لا تُعرض إلا هذه المرة.
recovery-kept = لقد حفظتها
sessions = أين سجّلت الدخول
session-this = هذه الجلسة
session-told = { $address }، منذ { $since }
session-seen = آخر ظهور في { $when }
end-session = إنهاء
end-others = تسجيل الخروج من كل مكان آخر
devices = المتصفحات المعروفة
devices-about = المتصفح الذي تثق به لا يطلب العامل الثاني لفترة.
devices-none = لا يوجد متصفح معروف.
device-told = { $network }، آخر مرة في { $when }
device-trusted = موثوق حتى { $until }
forget-device = نسيان
password-set = اختيرت في { $when }.
password-none = ليست لديك كلمة مرور.
password-wrong = كلمة المرور الحالية غير صحيحة. اكتبها مجددًا.
present-password = كلمة المرور الحالية
change-password = تغيير كلمة المرور
authenticator-new-title = إضافة تطبيق مصادقة
authenticator-new-about = تطبيق على هاتفك يعرض ستة أرقام تتجدد كل 30 ثانية.
passkey-new-title = إضافة مفتاح مرور
passkey-new-about = يطلب جهازك إصبعك أو وجهك أو رقمه السري، ويحفظ مفتاح المرور.
passkey-kind = الغرض منه
passkey-kind-alone = مفتاح مرور
passkey-kind-alone-about = يسجّل دخولك وحده. على الجهاز أن يتعرف عليك برقم سري أو إصبع أو وجه.
passkey-kind-second = مفتاح أمان كعامل ثانٍ
passkey-kind-second-about = إلى جانب كلمة المرور. تكفي المفاتيح التي لا رقم سري لها.
passkey-taken = مفتاح المرور هذا لحساب آخر. استخدم جهازًا آخر.
factor-passkey-title = مفتاح مرور
factor-totp-title = تطبيق مصادقة
factor-remove-title = إزالته
factor-remove-passkey = لن يسجّل دخولك بعد ذلك. احذفه من الجهاز أيضًا.
factor-remove-totp = لن تعمل رموزه بعد ذلك. احذف الإدخال من التطبيق أيضًا.
done-passkey-added = أُضيف مفتاح المرور.
done-authenticator-added = أُضيف تطبيق المصادقة.
done-renamed = صار له اسمه الجديد.
done-removed = أُزيل.
done-session-ended = انتهت الجلسة.
done-sessions-ended = سُجّل خروجك من كل مكان آخر.
done-device-forgotten = نُسي المتصفح.
done-password-changed = لديك كلمة مرور جديدة.
step-up-title = أثبت أنك أنت
step-up-about = هذا أمر يستحق الحماية. لا يُطلب منك مجددًا إلا بعد بضع دقائق.
step-up-or = أو
step-up-wrong = هذه ليست كلمة مرورك. اكتبها مجددًا.
step-up-none = لا شيء يمكنك إثبات هويتك به هنا. راجع من يدير حسابك.
strength = مدى صعوبة تخمينها
strength-fair = تفي بالغرض. كلمة أخرى تجعلها أفضل.
strength-good = تخمينها صعب.
strength-common = تشبه كثيرًا كلمة مرور يستخدمها كثيرون.
strength-word = كلمة واحدة أو اسم واحد يسهل تخمينه. استخدم عدة كلمات.
strength-keys = صفوف المفاتيح يسهل تخمينها.
strength-repetition = ما يتكرر يسهل تخمينه.
strength-sequence = التسلسلات مثل abc أو 6543 يسهل تخمينها.
strength-date = التواريخ والسنوات يسهل تخمينها.
strength-disguise = الرموز مكان الحروف والحرف الكبير في البداية لا تفيد كثيرًا.
strength-words = أضف كلمة أو كلمتين لا يتوقعهما أحد.
password-too-short = { $count ->
    [few] استخدم { $count } أحرف على الأقل، مثل أربع كلمات أو خمس.
   *[other] استخدم { $count } حرفًا على الأقل، مثل أربع كلمات أو خمس.
  }
password-lower = { $count ->
    [one] يلزم حرف صغير.
    [two] يلزم حرفان صغيران.
    [few] تلزم { $count } أحرف صغيرة.
   *[other] يلزم { $count } حرفًا صغيرًا.
  }
password-upper = { $count ->
    [one] يلزم حرف كبير.
    [two] يلزم حرفان كبيران.
    [few] تلزم { $count } أحرف كبيرة.
   *[other] يلزم { $count } حرفًا كبيرًا.
  }
password-digit = { $count ->
    [one] يلزم رقم.
    [two] يلزم رقمان.
    [few] تلزم { $count } أرقام.
   *[other] يلزم { $count } رقمًا.
  }
password-symbol = { $count ->
    [one] يلزم رمز ليس حرفًا ولا رقمًا.
    [two] يلزم رمزان ليسا حرفين ولا رقمين.
    [few] تلزم { $count } رموز ليست حروفًا ولا أرقامًا.
   *[other] يلزم { $count } رمزًا ليست حروفًا ولا أرقامًا.
  }
password-common = هذه من أكثر كلمات المرور شيوعًا. استخدم غيرها.
password-breached = عُرفت كلمة المرور هذه في تسريب من خدمة أخرى. استخدم كلمة لا تستخدمها في أي مكان آخر.
password-context = تحتوي على «{ $word }»، وهو ما يعرفه الآخرون عنك. احذفه.
password-too-weak = يسهل تخمينها. أضف كلمة أو كلمتين لا يتوقعهما أحد.
password-used-before = { $count ->
    [one] هذه كلمة المرور التي كانت لديك. استخدم غيرها.
    [two] هذه إحدى آخر كلمتي مرور لك. استخدم كلمة لم تكن لديك.
   *[other] هذه إحدى آخر { $count } من كلمات مرورك. استخدم كلمة لم تكن لديك.
  }
password-empty = اكتب كلمة مرور.
password-too-long = لكلمة المرور 128 حرفًا على الأكثر.
password-control = فيها رمز ليس نصًا، مثل علامة الجدولة. احذفه.
