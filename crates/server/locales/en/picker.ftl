# Choosing places in forms.

picker-choose = Choose
picker-find = Find by name or code
picker-look = Find
picker-top = All
picker-under = Below
picker-below = Show what is below
picker-more = There are more. Search to find them.
picker-codes = Codes, between commas
picker-called = This is { $name }.
picker-chosen = Chosen: { $count }.
choose-company = Choose a company
choose-department = Choose a department
choose-area = Choose an area
choose-about = The list then shows the people who belong there.
switch-about = Lists of users, companies, jobs and keys then show this company and those below it.
switch-all = All companies
