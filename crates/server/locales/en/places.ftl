# Areas, companies and departments.
places-areas-about = Places that local roles can be limited to. Access to an area includes everything in it.
places-areas-all = All areas
places-area-find = Find an area
places-name-or-code = Name or code
places-areas-none = No areas yet
places-areas-none-about = With areas, roles can be limited to where somebody works. Add them one by one, or import a list.
places-areas-more = There are more; search for them.
places-area-add = Add area
places-area-below = Add area in it
places-area-new = New area
places-area-change = Change area
places-area = Area
places-import = Import
places-twist = show or hide what is in it
places-local-rule = Local roles must have at least one area assigned
places-global-rule = Global roles cannot have areas assigned
places-choose = Choose an area
places-choose-about = You see where it lies, what is in it and what refers to it.
places-in = In
places-top = At the top
places-to-top = From the top
places-in-it = In it
places-below = { $count ->
    [one] One area
   *[other] { $count } areas
  }
places-refers = Refers to it
places-ref-below = Right below it: { $count }
places-ref-department = Departments: { $count }
places-ref-user = People: { $count }
places-ref-acting = People who act for it: { $count }
places-ref-reach = Role lines that name it: { $count }
places-ref-line = Role lines for its people: { $count }
places-ref-override = Exceptions that name it: { $count }
places-ref-setting = Values set there: { $count }
places-people-here = People here
places-defaults = What holds here
places-delete = Delete
places-delete-title = Delete it?
places-delete-about = Nothing refers to it. It is gone at once; make it anew if you need it again.
places-delete-not = It cannot be deleted now
places-delete-back = Back
places-coverage = Area coverage
places-coverage-about = In which areas people have a role today, and in which nobody has it.
places-bare = { $count ->
    [0] { $all ->
        [1] The only area has somebody
       *[other] All { $all } areas have somebody
    }
    [one] { $all ->
        [1] The only area has nobody
       *[other] One of { $all } areas has nobody
    }
   *[other] { $count } of { $all } areas have nobody
  }
places-roles-none = No local roles
places-roles-none-about = Only local roles are limited to areas.
places-none-below = No areas in it
places-picture = How many
places-within = Role lines here
places-above = From above
places-state = State
places-bare-seen = { $count ->
    [0] { $all ->
        [1] The only area has somebody
       *[other] All { $all } areas have somebody
    }
    [one] { $all ->
        [1] The only area has nobody whom you may see
       *[other] One of { $all } areas has nobody whom you may see
    }
   *[other] { $count } of { $all } areas have nobody whom you may see
  }
places-nobody-seen = Nobody whom you may see
places-nobody = Nobody
places-covered = Covered
places-companies-about = Your own organisation and those that it serves. Each has its own people, defaults and seats.
places-companies-all = All companies
places-companies-none = No companies yet
places-companies-none-about = A company has people, departments and settings of its own.
places-company-add = Add company
places-company-new = New company
places-company-change = Change company
places-company-find = Find a company
places-company = Company
places-companies-below = Companies below
places-count = { $count ->
    [one] One company
   *[other] { $count } companies
  }
places-count-least = { $count ->
    [one] At least one company
   *[other] At least { $count } companies
  }
places-provider = Ours
places-client = Client
places-whose = Kind
places-code = Code
places-code-about = Short and for good: it never changes.
places-name = Name
places-seats-head = Seats
places-seats = { $used }, no limit
places-seats-of = { $used } of { $limit }
places-seats-full = Full
places-seats-tight = Nearly full
places-full = { $name } has no free seat ({ $seats }). Nobody is blocked; new people cannot be added until a seat is free or the limit is raised.
places-departments = Departments
places-departments-none = No departments yet
places-departments-about = Roles of a department are given to everybody in it and below it.
places-department-add = Department
places-department-below = Add department below
places-department-new = New department
places-department-change = Change department
places-people = { $count ->
    [one] One person
   *[other] { $count } people
  }
places-people-many = More than { $count } people: too many to be counted by department.
places-elsewhere = { $count ->
    [one] One person is in no department.
   *[other] { $count } people are in no department.
  }
places-in-area = Lies in
places-in-company = Belongs to
places-in-department = Below department
places-in-about = The code of it. Empty for the top.
places-kind-of-area = Kind
places-kind-of-area-about = What it is called here, such as province or district.
places-zone = Time zone
places-zone-about = Says which day it is for its people, such as Asia/Manila. Empty for that of the company above.
places-record = Record id
places-record-about = The id that your applications know it by, where they have one.
places-moves = This moves { $name }, with everything in it, to { $to }.
places-moves-up = This moves { $name }, with everything in it, to the top.
places-moves-about = Whose roles reach there changes with it at once. Send it again if you mean it.
places-move = Move
places-more = More actions
places-open = Open
places-defaults-about = What holds for its people where nobody nearer says otherwise.
places-security-about = Passwords, second factor, sessions and networks of its people.
places-lines = Roles for everybody here
places-lines-about = Everybody who belongs here has them.
places-import-title = Import areas
places-import-about = A list is taken over as a whole or not at all. Areas that it does not name stay.
places-import-file = The list
places-import-choose = Table (CSV, UTF-8)
places-import-columns = Columns; the last three may be left out:
places-import-only-new = Only add new areas
places-import-only-new-about = Rows about areas that are there, and differ, are refused.
places-import-try = Try it
places-import-take = Take it over
places-import-tried = What would come of it
places-import-created = { $count ->
    [one] One new
   *[other] { $count } new
  }
places-import-changed = { $count ->
    [one] One changed
   *[other] { $count } changed
  }
places-import-unchanged = { $count ->
    [one] One as it is
   *[other] { $count } as they are
  }
places-import-refused = { $count ->
    [one] One refused
   *[other] { $count } refused
  }
places-import-more = { $count ->
    [one] One more row is not shown.
   *[other] { $count } more rows are not shown.
  }
places-import-mend = Mend the rows that are refused, and try again. Nothing is taken over before.
places-import-idle = Everything is as the list says already.
places-import-again = The list is long: choose it again below, and take it over.
places-row = Row
places-reason = Why
places-row-created = New
places-row-changed = Changed
places-row-unchanged = As it is
places-row-refused = Refused
done-place-made = It was made.
done-place-changed = It was changed.
done-place-deleted = It was deleted.
done-areas-taken = The list was taken over.
places-was-top = It was at the top.
places-was-in = It was in
places-move-back = Move it back
done-place-moved = It was moved, with all that is below it.
