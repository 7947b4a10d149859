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
