# المناطق والشركات والأقسام.
places-areas-about = أماكن يمكن أن تُحصر فيها الأدوار المحلية. الوصول إلى منطقة يشمل كل ما فيها.
places-areas-all = كل المناطق
places-area-find = ابحث عن منطقة
places-name-or-code = الاسم أو الرمز
places-areas-none = لا مناطق بعد
places-areas-none-about = بالمناطق يمكن حصر الأدوار في مكان العمل. أضفها واحدة تلو الأخرى، أو استورد قائمة.
places-areas-more = هناك المزيد؛ ابحث عنها.
places-area-add = إضافة منطقة
places-area-below = إضافة منطقة فيها
places-area-new = منطقة جديدة
places-area-change = تعديل المنطقة
places-area = المنطقة
places-import = استيراد
places-twist = إظهار ما فيها أو إخفاؤه
places-local-rule = يجب أن تُسند إلى الأدوار المحلية منطقة واحدة على الأقل
places-global-rule = لا يمكن أن تُسند مناطق إلى الأدوار العامة
places-choose = اختر منطقة
places-choose-about = سترى أين تقع، وما فيها، وما يشير إليها.
places-in = ضمن
places-top = في الأعلى
places-to-top = من الأعلى
places-in-it = فيها
places-below = { $count ->
    [zero] لا مناطق
    [one] منطقة واحدة
    [two] منطقتان
    [few] { $count } مناطق
    [many] { $count } منطقة
   *[other] { $count } منطقة
  }
places-refers = يشير إليها
places-ref-below = تحتها مباشرة: { $count }
places-ref-department = الأقسام: { $count }
places-ref-user = الأشخاص: { $count }
places-ref-acting = أشخاص يعملون باسمها: { $count }
places-ref-reach = أسطر أدوار تسميها: { $count }
places-ref-line = أسطر أدوار لأهلها: { $count }
places-ref-override = استثناءات تسميها: { $count }
places-ref-setting = قيم محددة هناك: { $count }
places-people-here = الأشخاص هنا
places-defaults = ما يسري هنا
places-delete = حذف
places-delete-title = هل تحذفه؟
places-delete-about = لا شيء يشير إليه. يختفي فورا؛ أنشئه من جديد إن احتجت إليه.
places-delete-not = لا يمكن حذفه الآن
places-delete-back = رجوع
places-coverage = تغطية المناطق
places-coverage-about = في أي مناطق لدى أشخاص دور اليوم، وفي أيها ليس لأحد.
places-bare = { $count ->
    [0] { $all ->
        [1] في المنطقة الوحيدة شخص ما
       *[other] في كل من { $all } منطقة شخص ما
    }
    [zero] في كل من { $all } منطقة شخص ما
    [one] { $all ->
        [1] ليس في المنطقة الوحيدة أحد
       *[other] منطقة واحدة من { $all } ليس فيها أحد
    }
    [two] منطقتان من { $all } ليس فيهما أحد
    [few] { $count } مناطق من { $all } ليس فيها أحد
    [many] { $count } منطقة من { $all } ليس فيها أحد
   *[other] { $count } منطقة من { $all } ليس فيها أحد
  }
places-roles-none = لا أدوار محلية
places-roles-none-about = الأدوار المحلية وحدها تُحصر في مناطق.
places-none-below = لا مناطق فيها
places-picture = كم
places-within = أسطر أدوار هنا
places-above = من الأعلى
places-state = الحالة
places-bare-seen = { $count ->
    [0] { $all ->
        [1] في المنطقة الوحيدة شخص ما
       *[other] في كل من { $all } منطقة شخص ما
    }
    [zero] في كل من { $all } منطقة شخص ما
    [one] { $all ->
        [1] ليس في المنطقة الوحيدة أحد ممن يحق لك رؤيتهم
       *[other] منطقة واحدة من { $all } ليس فيها أحد ممن يحق لك رؤيتهم
    }
    [two] منطقتان من { $all } ليس فيهما أحد ممن يحق لك رؤيتهم
    [few] { $count } مناطق من { $all } ليس فيها أحد ممن يحق لك رؤيتهم
    [many] { $count } منطقة من { $all } ليس فيها أحد ممن يحق لك رؤيتهم
   *[other] { $count } منطقة من { $all } ليس فيها أحد ممن يحق لك رؤيتهم
  }
places-nobody-seen = لا أحد ممن يحق لك رؤيتهم
places-nobody = لا أحد
places-covered = مغطاة
places-companies-about = مؤسستك والمؤسسات التي تخدمها. لكل منها أشخاصها وقيمها ومقاعدها.
places-companies-all = كل الشركات
places-companies-none = لا شركات بعد
places-companies-none-about = للشركة أشخاصها وأقسامها وإعداداتها.
places-company-add = إضافة شركة
places-company-new = شركة جديدة
places-company-change = تعديل الشركة
places-company-find = ابحث عن شركة
places-company = الشركة
places-companies-below = شركات تحتها
places-count = { $count ->
    [zero] لا شركات
    [one] شركة واحدة
    [two] شركتان
    [few] { $count } شركات
    [many] { $count } شركة
   *[other] { $count } شركة
  }
places-count-least = { $count ->
    [zero] لا شركات
    [one] شركة واحدة على الأقل
    [two] شركتان على الأقل
    [few] { $count } شركات على الأقل
    [many] { $count } شركة على الأقل
   *[other] { $count } شركة على الأقل
  }
places-provider = تابعة لنا
places-client = عميلة
places-whose = النوع
places-code = الرمز
places-code-about = قصير ودائم: لا يتغير أبدا.
places-name = الاسم
places-seats-head = المقاعد
places-seats = { $used }، بلا حد
places-seats-of = { $used } من { $limit }
places-seats-full = ممتلئة
places-seats-tight = تكاد تمتلئ
places-full = لا مقعد شاغر في { $name } ({ $seats }). لا أحد محظور؛ لا يمكن إضافة أشخاص حتى يشغر مقعد أو يُرفع الحد.
places-departments = الأقسام
places-departments-none = لا أقسام بعد
places-departments-about = تُمنح أدوار القسم لكل من فيه ومن تحته.
places-department-add = قسم
places-department-below = إضافة قسم تحته
places-department-new = قسم جديد
places-department-change = تعديل القسم
places-people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصا
   *[other] { $count } شخص
  }
places-people-many = أكثر من { $count } شخص: عددهم أكبر من أن يُحصى لكل قسم.
places-elsewhere = { $count ->
    [zero] لا أحد بلا قسم.
    [one] شخص واحد بلا قسم.
    [two] شخصان بلا قسم.
    [few] { $count } أشخاص بلا قسم.
    [many] { $count } شخصا بلا قسم.
   *[other] { $count } شخص بلا قسم.
  }
places-in-area = تقع في
places-in-company = تتبع
places-in-department = تحت القسم
places-in-about = رمزها. فارغ للأعلى.
places-kind-of-area = النوع
places-kind-of-area-about = كيف تسمى هنا، مثل ولاية أو محلية.
places-zone = المنطقة الزمنية
places-zone-about = تحدد أي يوم هو لأشخاصها، مثل Africa/Khartoum. فارغة لتلك التي للشركة الأعلى.
places-record = معرّف السجل
places-record-about = المعرّف الذي تعرفها به تطبيقاتك، إن وُجد.
places-moves = ينقل هذا { $name } بكل ما فيه إلى { $to }.
places-moves-up = ينقل هذا { $name } بكل ما فيه إلى الأعلى.
places-moves-about = يتغير فورا من تصل أدوارهم إلى هناك. أعد الإرسال إن كنت تقصد ذلك.
places-move = نقل
places-more = إجراءات أخرى
places-open = فتح
places-defaults-about = ما يسري على أشخاصها ما لم يقل الأقرب غير ذلك.
places-security-about = كلمات مرور أشخاصها والعامل الثاني والجلسات والشبكات.
places-lines = أدوار للجميع هنا
places-lines-about = لكل من ينتمي إلى هنا.
places-import-title = استيراد مناطق
places-import-about = تؤخذ القائمة كلها أو لا تؤخذ. المناطق التي لا تسميها تبقى.
places-import-file = القائمة
places-import-choose = جدول (CSV، UTF-8)
places-import-columns = الأعمدة؛ يمكن ترك الثلاثة الأخيرة:
places-import-only-new = إضافة مناطق جديدة فقط
places-import-only-new-about = تُرفض الأسطر عن مناطق موجودة ومختلفة.
places-import-try = جرّب
places-import-take = خذها
places-import-tried = ما سينتج عنها
places-import-created = { $count ->
    [zero] لا جديدة
    [one] واحدة جديدة
    [two] اثنتان جديدتان
    [few] { $count } جديدة
    [many] { $count } جديدة
   *[other] { $count } جديدة
  }
places-import-changed = { $count ->
    [zero] لا متغيرة
    [one] واحدة تتغير
    [two] اثنتان تتغيران
    [few] { $count } تتغير
    [many] { $count } تتغير
   *[other] { $count } تتغير
  }
places-import-unchanged = { $count ->
    [zero] لا شيء كما هو
    [one] واحدة كما هي
    [two] اثنتان كما هما
    [few] { $count } كما هي
    [many] { $count } كما هي
   *[other] { $count } كما هي
  }
places-import-refused = { $count ->
    [zero] لا مرفوضة
    [one] واحدة مرفوضة
    [two] اثنتان مرفوضتان
    [few] { $count } مرفوضة
    [many] { $count } مرفوضة
   *[other] { $count } مرفوضة
  }
places-import-more = { $count ->
    [zero] لا أسطر أخرى.
    [one] سطر آخر غير معروض.
    [two] سطران آخران غير معروضين.
    [few] { $count } أسطر أخرى غير معروضة.
    [many] { $count } سطرا آخر غير معروض.
   *[other] { $count } سطر آخر غير معروض.
  }
places-import-mend = صحح الأسطر المرفوضة وحاول من جديد. لا يؤخذ شيء قبل ذلك.
places-import-idle = كل شيء كما تقول القائمة بالفعل.
places-import-again = القائمة طويلة: اخترها من جديد أدناه وخذها.
places-row = السطر
places-reason = السبب
places-row-created = جديدة
places-row-changed = تتغير
places-row-unchanged = كما هي
places-row-refused = مرفوضة
done-place-made = تم الإنشاء.
done-place-changed = تم التعديل.
done-place-deleted = تم الحذف.
done-areas-taken = أُخذت القائمة.
places-was-top = كانت في الأعلى.
places-was-in = كانت في
places-move-back = إعادة إلى مكانها
done-place-moved = نُقلت مع كل ما تحتها.
