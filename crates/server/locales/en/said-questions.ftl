# What is said of questions that have no answer, and of requests that get no page, as the program says it.

# What is wrong with a question about who may do what.
said-questions-no-user = there is no user "{ $login }"; users are known by login
said-questions-no-model = there is no model "{ $model }"; describe it under models
said-questions-name-model = name the model
said-questions-no-actions = "{ $action }" is nothing that can be done to { $model }; use create, read, update, delete, one of its actions (it has none) or a permission such as feature:export
said-questions-no-action = "{ $action }" is nothing that can be done to { $model }; use create, read, update, delete, one of its actions ({ $actions }) or a permission such as feature:export
said-questions-no-id = "{ $id }" is no id of { $model }, whose ids are numbers

# What is wrong, and the remedy, where each is a sentence of its own.
said-questions-both = { $said-what }; { $said-remedy }

# Who is not shown a page.
said-questions-may-write = it takes a role that may write here
said-questions-jobs = jobs are for those who may have some done, or see them
said-questions-learned-unseen = you may not see what this user has learned
said-questions-learned-fixed = what this user has learned is for those to change who may change the account
said-questions-temporary = a temporary password takes holding all that the user does, and is for another one's account
said-questions-groups = groups without a role are for those who could give all of them
said-questions-overrides = exceptions are for those who manage users there and hold what the user does
said-questions-lines = giving and ending roles is for those who manage users there
said-questions-policy = this part of the policy is not changed here, or not by you
said-questions-cross-site = this did not come from a page of this server; open the page anew and send it from there

# What does not fit in a form that was sent.
said-questions-field-twice = the form has the field { $field } several times, so which one is meant is unknown; send it once
said-questions-field-missing = the form lacks the field { $field }; send it once
said-questions-send-once = send it once
said-questions-file-missing = the form lacks the file { $name }; choose one
said-questions-choose-one = choose one
said-questions-not-utf-8 = { $name } is not text in UTF-8; save it as that and send it again
said-questions-save-utf-8 = save it as UTF-8
said-questions-too-many-fields = the form has more than { $most } fields; send those of the page alone
said-questions-unreadable = the form cannot be read; send it as a browser does
said-questions-unfit = the body is not as this path wants it; see the errors
said-questions-too-long = the body has more than { $limit } bytes; send less, or several requests
said-questions-cut-off = the body ended before it was complete; send it again
said-questions-no-code = no code is sent in this way
said-questions-write-way = write email_code or sms_code
said-questions-wrong-method = this path takes another method; see the Allow header

# Not now.
said-questions-not-ready = no policy has been loaded yet; ask again in a moment
said-questions-too-slow = the answer took too long; ask for less, or again in a moment
said-questions-outcome-unknown = it took too long and may still be done; look before you send it again, or send an Idempotency-Key with it, which makes sending it again harmless
said-questions-broken = something went wrong here; the log has more under this request's id
said-questions-too-busy = too many people are signing in at this moment; try again after the seconds in Retry-After

# The audit trail is not as it was written, and how that shows.
said-questions-trail-altered = entry { $number } was altered: { $said-why }
said-questions-trail-lacking = entry { $number } is missing: entry { $next } stands in its place
said-questions-trail-inserted = entry { $number } was inserted: { $said-why }
said-questions-trail-moved = entry { $number } was moved: entry { $next } stands in its place, and it comes later
said-questions-trail-truncated = entry { $number } is missing, with everything after it: the trail is known to reach entry { $known }
said-questions-trail-forked = entry { $number } is not the one that was noted elsewhere: from some entry up to this one on, the trail was written anew
said-questions-trail-unsearched = entry { $number } is not shown as it was written by lists and searches: { $said-why }
said-questions-trail-unrecorded = entry { $number } and those before it were removed, and no entry of the trail tells of that
said-questions-trail-hash = its hash is not that of its text
said-questions-trail-zeros = as the first entry it must follow 64 zeros
said-questions-trail-chained = entry { $number } was chained to another text of it
said-questions-trail-kept-under = it is kept under the number { $number }
said-questions-trail-unreadable-why = its text cannot be read ({ $error })
said-questions-trail-rewritten = its hash is not the one that was noted when it was written
said-questions-trail-contradicted = what is kept as its { $word-column } is not what its text says
said-questions-trail-ends = the trail says that it ends with entry { $number }
said-questions-trail-from-one = entries count from 1
said-questions-trail-another = there is another entry of that number
said-questions-trail-another-under = there is another entry of that number, kept under { $number }
said-questions-trail-left-out = it is left out
said-questions-trail-there-twice = it is there twice
said-questions-trail-not-written = it is not the one that was written
said-questions-trail-unreadable = its text cannot be read
said-questions-trail-other-column = its { $word-column } is another one there
said-questions-trail-other-time = its time is another one there

# What is typed into filters and templates.
said-questions-any-domain = 'any' takes a domain
said-questions-any-domain-do = write [('field', 'any', […])]
said-questions-template-foreign = import template "{ $name }" was saved by somebody else; save yours under another name, or leave it to an administrator whose role reaches everywhere
said-questions-template-name = a template's name begins with a letter and has up to 64 letters, digits, spaces and '-', '_' or '.'

# What is no form.
said-questions-no-form = the body must be a form or JSON; send Content-Type: application/x-www-form-urlencoded
said-questions-no-file-form = the body must be a form with a file; send Content-Type: multipart/form-data
