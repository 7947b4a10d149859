# لوحة المعلومات، وصور ما جرى.
dashboard-needs = يحتاج إلى انتباه
dashboard-needs-none = لا شيء ينتظرك الآن.
dashboard-look = عرض
dashboard-review = مراجعة الأسطر
dashboard-open-job = فتح المهمة
dashboard-open-company = فتح الشركة
dashboard-name = { $name }
dashboard-and-more = { $names } و{ $count } غيرهم
dashboard-trail-broken = سجل التدقيق ليس كما كُتب
dashboard-job-failed = فشلت المهمة { $id }
dashboard-seats-full = لم تبقَ مقاعد في { $name }
dashboard-seats-few = بقيت مقاعد قليلة في { $name }
dashboard-seats = { $used } من { $limit } مقعدًا مشغولة.
dashboard-lines-end = { $count ->
    [one] لدى شخص واحد سطر دور ينتهي خلال 14 يومًا
    [two] لدى شخصين أسطر أدوار تنتهي خلال 14 يومًا
    [few] لدى { $count } أشخاص أسطر أدوار تنتهي خلال 14 يومًا
   *[other] لدى { $count } شخصًا أسطر أدوار تنتهي خلال 14 يومًا
}
dashboard-locked = { $count ->
    [one] حساب واحد مقفل
    [two] حسابان مقفلان
    [few] { $count } حسابات مقفلة
   *[other] { $count } حسابًا مقفلًا
}
dashboard-invited = { $count ->
    [one] دُعي شخص واحد ولم يأتِ بعد
    [two] دُعي شخصان ولم يأتيا بعد
    [few] دُعي { $count } أشخاص ولم يأتوا بعد
   *[other] دُعي { $count } شخصًا ولم يأتوا بعد
}
dashboard-unusual = سجّل { $name } الدخول بطريقة غير معتادة
dashboard-alert = تسجيل الدخول يحتاج إلى نظرة
dashboard-because-new-device = متصفح جديد
dashboard-because-new-network = شبكة جديدة
dashboard-because-another-program = علامة متصفح أظهرها متصفح آخر
dashboard-because-failed-sign-ins = محاولات دخول كثيرة تفشل
dashboard-because-locked-accounts = حسابات كثيرة مقفلة
dashboard-because-many-accounts-tried = عنوان واحد يجرّب حسابات كثيرة
dashboard-because-last-factor = فقد شخص عامله الثاني الأخير
dashboard-because-letters-not-sent = لا يمكن إرسال الرسائل
dashboard-people-about = ممن تراهم
dashboard-ending-short = أسطر أدوار تنتهي قريبًا
dashboard-ending-about = أشخاص، خلال 14 يومًا
dashboard-today = تسجيلات الدخول اليوم
dashboard-today-refused = { $count ->
    [one] رُفضت محاولة واحدة
    [two] رُفضت محاولتان
    [few] رُفضت { $count } محاولات
   *[other] رُفضت { $count } محاولة
}
dashboard-sign-ins = تسجيلات الدخول
dashboard-sign-ins-title = تسجيلات الدخول في اليوم، آخر { $days } يومًا
dashboard-sign-ins-about = خلال { $days } يومًا: { $came } تسجيل دخول و{ $refused } محاولة مرفوضة.
dashboard-came = ناجحة
dashboard-refused = مرفوضة
dashboard-limit = يُعرض لليوم { $count } من كل نوع على الأكثر.
dashboard-period = المدة
dashboard-days = { $days } يومًا
dashboard-day = اليوم
dashboard-entries = القيود
dashboard-table = على شكل جدول
dashboard-activity = النشاط
dashboard-activity-title = قيود سجل التدقيق في اليوم، آخر { $days } يومًا
dashboard-activity-about = { $count } قيدًا خلال { $days } يومًا.
dashboard-latest = آخر التغييرات
dashboard-latest-none = لم يتغير شيء بعد.
dashboard-ending = أسطر أدوار تنتهي قريبًا
dashboard-person = الشخص
dashboard-role = الدور
dashboard-where = أين
dashboard-ends = ينتهي
dashboard-local = محلي
dashboard-global = عام

# يوم بلا سنته، تحت عمود.
chart-day =
    { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    }
