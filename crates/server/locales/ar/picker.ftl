# Choosing places in forms.

picker-choose = اختيار
picker-find = ابحث بالاسم أو الرمز
picker-look = بحث
picker-top = الكل
picker-under = تحت
picker-below = عرض ما تحت
picker-more = هناك المزيد. ابحث للعثور عليه.
picker-codes = رموز تفصلها فواصل
picker-called = هذا هو { $name }.
picker-chosen = المختار: { $count }.
choose-company = اختيار شركة
choose-department = اختيار قسم
choose-area = اختيار منطقة
choose-about = عندئذ تعرض القائمة الأشخاص المنتمين إلى هناك.
switch-about = عندئذ تعرض قوائم المستخدمين والشركات والمهام والمفاتيح هذه الشركة وما تحتها.
switch-all = كل الشركات
