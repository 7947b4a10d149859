# People, roles, places and pages by a few letters.
search-title = البحث
search-about = الأشخاص والأدوار والمناطق والشركات والصفحات التي يحق لك رؤيتها.
search-do = بحث
search-found = ما عُثر عليه
search-pages = الصفحات
search-nothing-typed = اكتب بضعة أحرف من اسم.
search-none = لا شيء مما يحق لك رؤيته بهذا الاسم.
search-more-people = كل الأشخاص المطابقين
