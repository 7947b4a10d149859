# The first administrator, and what follows.
set-up-title = Set up Bailiwick
set-up-about = Make the first administrator. Whoever holds the secret of the set-up is the one.
set-up-mend = Something has to be mended; see below.
set-up-secret = Secret of the set-up
set-up-secret-hint = The server printed it where it was started, or wrote it to the file set-up-secret in its data folder. It works for an hour.
set-up-wrong-secret = This is not the secret, or its hour is over. Run “bailiwick admin set-up” on the server for another one.
set-up-first-name = First name
set-up-last-name = Last name
set-up-login = Login
set-up-email = Email address
set-up-submit = Make me the administrator
set-up-done-title = Bailiwick is set up
set-up-done-about = There is an administrator already. Sign in, or ask whoever manages users.
set-up-step-administrator = Administrator
set-up-step-organisation = Organisation
set-up-step-areas = Areas
set-up-step-security = Security
set-up-back = Back
set-up-skip = Skip for now
set-up-finish = Finish
set-up-code = Code
set-up-code-hint = Short, as in ministry; it stays as it is.
set-up-organisation-title = Which organisation is this?
set-up-organisation-about = The one that runs Bailiwick. Client companies and departments come later.
set-up-organisation-name = Name of the organisation
set-up-timezone = Time zone
set-up-timezone-hint = As in Asia/Manila. It decides when a day begins and ends for its people.
set-up-areas-title = Where do people work?
set-up-areas-about = Local roles are limited to areas. Bring your list now, or start with one and add the rest later.
set-up-areas-list = File with areas
set-up-areas-list-hint = CSV in UTF-8, up to 20 MB, with the columns code and name; parent and kind where you have them.
set-up-areas-or = or start with one
set-up-areas-name = Name of the area
set-up-areas-nothing = Choose a file, or give the code of an area.
set-up-security-title = What does signing in take?
set-up-security-about = Both can be changed later, and made stricter for a company, a role or a person.
set-up-required = Who needs a second factor?
set-up-required-optional = Whoever wants one
set-up-required-administrators = Administrators
set-up-required-everybody = Everybody
set-up-length = Shortest password
set-up-length-hint = Between 8 and 64 characters. Long ones beat complicated ones.
set-up-more-faults = { $count ->
    [one] And one more.
   *[other] And { $count } more.
  }
