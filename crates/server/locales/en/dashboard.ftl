# The dashboard, and pictures of how much there was.
dashboard-needs = Needs attention
dashboard-needs-none = Nothing needs you at this moment.
dashboard-look = Look
dashboard-review = Review lines
dashboard-open-job = Open job
dashboard-open-company = Open company
dashboard-name = { $name }
dashboard-and-more = { $names } and { $count } more
dashboard-trail-broken = The audit log is not what was written
dashboard-job-failed = Job { $id } failed
dashboard-seats-full = { $name } has no seats left
dashboard-seats-few = { $name } has few seats left
dashboard-seats = { $used } of { $limit } seats are taken.
dashboard-lines-end = { $count ->
    [one] One person has a role line that ends within 14 days
   *[other] { $count } people have role lines that end within 14 days
}
dashboard-locked = { $count ->
    [one] One account is locked
   *[other] { $count } accounts are locked
}
dashboard-invited = { $count ->
    [one] One person was invited and has not come yet
   *[other] { $count } people were invited and have not come yet
}
dashboard-unusual = { $name } signed in in an unusual way
dashboard-alert = Signing in needs a look
dashboard-because-new-device = a browser that is new
dashboard-because-new-network = a network that is new
dashboard-because-another-program = the mark of one browser, shown by another
dashboard-because-failed-sign-ins = many attempts to sign in fail
dashboard-because-locked-accounts = many accounts are locked
dashboard-because-many-accounts-tried = one address tries many accounts
dashboard-because-last-factor = somebody lost the last second factor
dashboard-because-letters-not-sent = letters cannot be sent
dashboard-people-about = whom you see
dashboard-ending-short = Role lines end soon
dashboard-ending-about = people, within 14 days
dashboard-today = Sign-ins today
dashboard-today-refused = { $count ->
    [one] one attempt was refused
   *[other] { $count } attempts were refused
}
dashboard-sign-ins = Sign-ins
dashboard-sign-ins-title = Sign-ins per day, last { $days } days
dashboard-sign-ins-about = In { $days } days, { $came } sign-ins and { $refused } refused attempts.
dashboard-came = Successful
dashboard-refused = Refused
dashboard-limit = A day shows { $count } of each at most.
dashboard-period = Period
dashboard-days = { $days } days
dashboard-day = Day
dashboard-entries = Entries
dashboard-table = As a table
dashboard-activity = Activity
dashboard-activity-title = Entries in the audit log per day, last { $days } days
dashboard-activity-about = { $count } entries in { $days } days.
dashboard-latest = Latest changes
dashboard-latest-none = Nothing was changed yet.
dashboard-ending = Role lines that end soon
dashboard-person = Person
dashboard-role = Role
dashboard-where = Where
dashboard-ends = Ends
dashboard-local = Local
dashboard-global = Global

# A day without its year, below a bar.
chart-day =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
