# المسؤول الأول وما يليه.
set-up-title = إعداد Bailiwick
set-up-about = أنشئ المسؤول الأول: وهو من لديه سرّ الإعداد.
set-up-mend = هناك ما يجب تصحيحه؛ انظر أدناه.
set-up-secret = سرّ الإعداد
set-up-secret-hint = عرضه الخادم حيث شُغّل، أو كتبه في الملف set-up-secret في مجلد بياناته. وهو صالح لمدة ساعة.
set-up-wrong-secret = ليس هذا هو السرّ، أو انتهت ساعته. شغّل «bailiwick admin set-up» على الخادم للحصول على سرّ آخر.
set-up-first-name = الاسم الأول
set-up-last-name = اسم العائلة
set-up-login = اسم الدخول
set-up-email = البريد الإلكتروني
set-up-submit = أنا المسؤول
set-up-done-title = تم إعداد Bailiwick
set-up-done-about = يوجد مسؤول بالفعل. سجّل الدخول أو اسأل من يدير المستخدمين.
set-up-step-administrator = المسؤول
set-up-step-organisation = المؤسسة
set-up-step-areas = المناطق
set-up-step-security = الأمان
set-up-back = رجوع
set-up-skip = تخطٍّ الآن
set-up-finish = إنهاء
set-up-code = الرمز
set-up-code-hint = قصير، مثل ministry، ولا يتغير بعد ذلك.
set-up-organisation-title = ما هي هذه المؤسسة؟
set-up-organisation-about = المؤسسة التي تشغّل Bailiwick. تأتي الشركات العميلة والأقسام لاحقًا.
set-up-organisation-name = اسم المؤسسة
set-up-timezone = المنطقة الزمنية
set-up-timezone-hint = مثل Africa/Khartoum. وهي تحدد متى يبدأ اليوم وينتهي لأفرادها.
set-up-areas-title = أين يعمل الناس؟
set-up-areas-about = الأدوار المحلية محدودة بمناطق. أحضر قائمتك الآن، أو ابدأ بمنطقة واحدة وأضف الباقي لاحقًا.
set-up-areas-list = ملف المناطق
set-up-areas-list-hint = ملف CSV بترميز UTF-8 حتى 20 ميغابايت، بالعمودين code وname، وكذلك parent وkind إن وُجدا.
set-up-areas-or = أو ابدأ بواحدة
set-up-areas-name = اسم المنطقة
set-up-areas-nothing = اختر ملفًا أو أدخل رمز منطقة.
set-up-security-title = ما المطلوب لتسجيل الدخول؟
set-up-security-about = يمكن تغيير الأمرين لاحقًا، وتشديدهما لشركة أو دور أو شخص.
set-up-required = من يحتاج إلى عامل ثانٍ؟
set-up-required-optional = من يرغب
set-up-required-administrators = المسؤولون
set-up-required-everybody = الجميع
set-up-length = أقصر كلمة مرور
set-up-length-hint = بين 8 و64 حرفًا. الطويلة خير من المعقدة.
set-up-more-faults = { $count ->
    [one] وخطأ آخر.
    [two] وخطآن آخران.
    [few] و{ $count } أخطاء أخرى.
   *[other] و{ $count } خطأ آخر.
  }
