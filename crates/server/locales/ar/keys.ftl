# مفاتيح الجميع.
keys-about = ما تستدعي به البرامج. لا يستطيع المفتاح أكثر مما يستطيع صاحبه.
keys-new = مفتاح جديد
keys-new-about = لحساب خدمة. ينشئ الأشخاص مفاتيحهم في «حسابي».
keys-search = ابحث بالاسم أو بالصاحب
keys-none = لا مفاتيح بعد
keys-name = الاسم
keys-name-hint = ما الغرض منه، بكلماتك.
keys-owner = الصاحب
keys-owner-hint = اسم دخول حساب خدمة تديره.
keys-nobody = لا أحد: يطرح أسئلة فقط
keys-scopes = يُستخدم من أجل
keys-used = آخر استخدام
keys-never = أبدًا
keys-ends = ينتهي
keys-no-end = بلا نهاية
keys-state = الحالة
keys-in-use = مستخدَم
keys-unused = لم يُستخدم
keys-ended = منتهٍ
keys-made = أُنشئ
keys-lasts = مدة الصلاحية
keys-days-30 = 30 يومًا
keys-days-90 = 90 يومًا
keys-days-365 = سنة
keys-for-ever = حتى يُحذف
keys-scope-decide = القرارات
keys-scope-decide-about = السؤال هل يجوز لأحد فعل شيء
keys-scope-search = البحث
keys-scope-search-about = السؤال من يجوز له، وماذا
keys-scope-read = القراءة
keys-scope-read-about = الاطلاع على الأشخاص والسياسة
keys-scope-admin = الإدارة
keys-scope-admin-about = تغيير الأشخاص والسياسة أيضًا
keys-new-account = إضافة حساب خدمة
keys-make = إنشاء المفتاح
keys-made-title = أُنشئ المفتاح
keys-key = المفتاح
keys-once = انسخه الآن. لا يُعرض إلا مرة واحدة.
keys-copy = نسخ
keys-copied = نُسخ
keys-try = جرّبه في طرفية
keys-done = تم
keys-trail = قيود سجل التدقيق
keys-delete = حذف المفتاح
keys-delete-about = يُرفض منذ الطلب التالي. لا يمكن التراجع.
keys-kept = لا يحذف هذا المفتاح إلا صاحبه أو من يدير الحساب.
keys-no-account = لا تدير حسابًا باسم الدخول هذا.
keys-not-a-service = هذا شخص، أو من لا يجوز لك التصرف عنه. اذكر حساب خدمة تديره.
keys-not-yours = إنشاء مفاتيح للحسابات يتطلب إدارة المستخدمين
keys-no-name = قل ما الغرض منه.
keys-no-scope = اختر استخدامًا واحدًا على الأقل.
keys-no-days = اختر مدة الصلاحية.
done-key-deleted = حُذف المفتاح.
keys-count = { $count ->
    [zero] لا مفاتيح
    [one] مفتاح واحد
    [two] مفتاحان
    [few] { $count } مفاتيح
   *[other] { $count } مفتاحًا
}
