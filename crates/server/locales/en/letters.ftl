# Letters and text messages.
#
# Each has a subject, a body, what follows the link or the code (after), what the link is called (action), and, where it may go as
# a text message, that (sms). Paragraphs are parted by empty lines. $service is what the sender is called.

greeting = Hello { $name },
greeting-anybody = Hello,
link-by-hand = If the button does not work, copy this address into your browser:
footer = { $service } sent this letter by itself; answers to it may not be read.

invitation =
    .subject = Your account at { $service } is ready
    .body =
        { $from ->
            [both] { $inviter } has set up an account for you, for { $company }.
            [inviter] { $inviter } has set up an account for you.
            [company] An account has been set up for you, for { $company }.
           *[nobody] An account has been set up for you.
        }

        Follow the link to choose how you want to sign in.
    .action = Set up my account
    .after =
        { $days ->
            [one] The link works for one day, and only once.
           *[other] The link works for { $days } days, and only once.
        }

        If you did not expect this, leave it alone: without you nothing happens.

password-reset =
    .subject = Choose a new password for { $service }
    .body = Somebody, most likely you, said that the password of your account is forgotten.
    .action = Choose a new password
    .after =
        { $minutes ->
            [one] The link works for one minute, and only once.
           *[other] The link works for { $minutes } minutes, and only once.
        }

        If it was not you, you need not do anything. Your password stays as it is.

password-reset-by-administrator =
    .subject = Please choose a new password for { $service }
    .body =
        { $from ->
            [administrator] { $administrator } has asked that you choose a new password.
           *[nobody] An administrator has asked that you choose a new password.
        }
    .action = Choose a new password
    .after =
        { $hours ->
            [one] The link works for one hour, and only once.
           *[other] The link works for { $hours } hours, and only once.
        }

        Nobody will ever ask you for your password, an administrator no more than anybody else.

verify-email =
    .subject = Please confirm your address for { $service }
    .body = Somebody, most likely you, wants to use this address at { $service }. Please confirm that it is yours.
    .action = Confirm my address
    .after =
        { $hours ->
            [one] The link works for one hour, and only once.
           *[other] The link works for { $hours } hours, and only once.
        }

        If it was not you, leave it alone: the address will not be used.

email-change-asked =
    .subject = Somebody asked for another address for your account at { $service }
    .body =
        { $hours ->
            [one] Within an hour, letters to you will go to { $new } if the link that was sent there is followed.
           *[other] Within { $hours } hours, letters to you will go to { $new } if the link that was sent there is followed.
        }
    .after = If it was not you who asked, choose another password at once: that link opens nothing then.

email-changed =
    .subject = The address of your account at { $service } was changed
    .body = Letters to you went to { $old } until now. From now on they go to { $new }.
    .after = If it was not you who changed it, tell your administrator at once.

sign-in-code =
    .subject = Your code to sign in to { $service }
    .body = This is your code:
    .after =
        { $minutes ->
            [one] It works for one minute, and only once.
           *[other] It works for { $minutes } minutes, and only once.
        }

        Tell it to nobody. If you are not signing in just now, somebody knows your password: change it.
    .sms =
        { $minutes ->
            [one] { $code } is your code for { $service }. It works for one minute. Tell it to nobody.
           *[other] { $code } is your code for { $service }. It works for { $minutes } minutes. Tell it to nobody.
        }

new-device =
    .subject = New sign-in to your account at { $service }
    .body =
        Somebody signed in to your account from a device that we have not seen before.

        Device: { $device }
        Network address: { $address }
        Time: { $when }
    .action = That was not me
    .after = If it was you, there is nothing to do. If not, the link signs that device out and lets you choose a new password.
    .sms = { $service }: new sign-in to your account from { $device }, { $when }. Was it not you? Change your password.

password-changed =
    .subject = Your password for { $service } was changed
    .body = The password of your account was changed on { $when }.
    .after = If it was not you, choose a new one at once, and tell your administrator.
    .sms = { $service }: your password was changed on { $when }. Was it not you? Tell your administrator.

factor-added =
    .subject = A way to sign in to { $service } was added
    .body = “{ $what }” can be used as a second step to sign in to your account since { $when }.
    .after = If it was not you who added it, change your password and tell your administrator.

factor-removed =
    .subject = A way to sign in to { $service } was removed
    .body = “{ $what }” cannot be used to sign in to your account any longer. It was removed on { $when }.
    .after = If it was not you who removed it, change your password and tell your administrator.

passkey-added =
    .subject = A passkey was added to your account at { $service }
    .body = The passkey “{ $what }” can be used to sign in to your account since { $when }.
    .after = If it was not you who added it, change your password and tell your administrator.

key-created =
    .subject = A key to your account at { $service } was made
    .body = The key “{ $what }”, which begins with { $prefix }, was made on { $when }. A program that has it acts in your name.
    .after = If it was not you who made it, remove it and change your password.

recovery-code-used =
    .subject = A recovery code was used at { $service }
    .body =
        Somebody signed in to your account with a recovery code on { $when }.

        { $left ->
            [0] No code is left. Make new ones as long as you can still sign in.
            [one] One code is left.
           *[other] { $left } codes are left.
        }
    .after = If it was not you, make new codes, change your password and tell your administrator.

account-locked =
    .subject = Too many attempts to sign in to { $service }
    .body =
        Since { $when } somebody has tried too often to sign in to your account with a wrong password.

        { $minutes ->
            [one] For one minute nobody can sign in from a device that you have not used before.
           *[other] For { $minutes } minutes nobody can sign in from a device that you have not used before.
        }
    .after = Where you are signed in, you stay signed in. If it was not you, there is nothing to do; if it goes on, tell your administrator.
    .sms = { $service }: too many attempts to sign in to your account. Was it not you? Tell your administrator.

admin-alert =
    .subject =
        { $service }: { $alert ->
            [failed_sign_ins] many attempts to sign in fail
            [locked_accounts] many accounts are locked
            [many_accounts_tried] one address tries many accounts
           *[last_factor] an account has lost its last second factor
        }
    .body =
        { $alert ->
            [failed_sign_ins] { $count } attempts to sign in failed.
            [locked_accounts] { $count } accounts were locked after too many attempts.
            [many_accounts_tried] { $count } accounts were tried from one network address.
           *[last_factor] { $count } accounts that have to show two things have lost their last second factor.
        }

        { $minutes ->
            [one] All that happened within one minute.
           *[other] All that happened within { $minutes } minutes.
        }
    .after = The sign-in report and “bailiwick doctor” tell more.
    .sms =
        { $service }: { $alert ->
            [failed_sign_ins] { $count } failed attempts to sign in
            [locked_accounts] { $count } accounts locked
            [many_accounts_tried] { $count } accounts tried from one address
           *[last_factor] { $count } accounts without a second factor
        } ({ $minutes } min)

trial =
    .subject = A trial letter from { $service }
    .body = This letter was asked for on { $when }, to see whether letters arrive. They do.
    .after = There is nothing to do.
    .sms = { $service }: a trial message of { $when }. Messages arrive.
