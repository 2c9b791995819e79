# What the form of a day says while somebody types: what is saved where, how amounts are understood, a bulletin’s numbers.
# Most of these are filled in within the browser. $moment: 10 May 2023, 20:00 in Yerevan.

keeper-moment = { $date }, { $time } in { $city }
keeper-idle = What you type is kept on this device and saved at the desk as you go.
keeper-device = On this device only, { $moment }
keeper-desk = Saved at the desk, { $moment }
keeper-no-line = Not saved at the desk: no answer came. On this device only, { $moment }. It is tried again by itself.
keeper-signed-out = Not saved at the desk: you are signed out. On this device only, { $moment }. Sign in again in another window, or send the form: it is carried along.
# $status: the number of the server’s answer.
keeper-refused = Not saved at the desk: it answered { $status }. On this device only, { $moment }.
keeper-newer = Not saved at the desk: a newer draft of this day was saved there by another window or device, { $moment }. What you type here is on this device only.
keeper-cannot = Not kept on this device: the browser keeps nothing here, or has no room.
keeper-cannot-either = Neither kept on this device nor saved at the desk. Do not close this page; send the form, or copy what you typed.
keeper-replace = Save this one in its place
keeper-see = Show the one at the desk

keeper-restored = Restored from this device
keeper-restored-text = What was typed here until { $moment } had not been saved at the desk. It stands in the form again.
keeper-offered = Two versions of what you typed
keeper-offered-text = This device holds what was typed here until { $moment }. Something else stands in the form. Nothing was overwritten.
keeper-take = Take what this device holds
keeper-drop = Discard what this device holds
keeper-undo = Discard it, and show the form as it was loaded
# $field: what the field is called. $here, $there: what was typed into it.
keeper-difference = { $field }: { $here }
keeper-difference-beside = { $field }: { $here } (in the form: { $there })
keeper-empty = empty
# $count: a number.
keeper-more = And { $count } more.

keeper-unanswered = No answer came
# $button: the words of a button.
keeper-unanswered-text = What was sent with “{ $button }” at { $moment } may have arrived or not. It is all kept here. Send it again: it is stored once.
keeper-lost = What was sent did not arrive
keeper-lost-text = What was sent with “{ $button }” at { $moment } is not at the desk. It is all kept here. Send it again.
keeper-again = Send again: { $button }
keeper-arrived = It arrived
keeper-arrived-text = What was sent from this device at { $moment } is stored. Nothing of it is left here.
keeper-arrived-now = What was sent from this device at { $moment } had arrived: it is stored. Nothing of it is left here.
keeper-go-on = Show the day as it stands now
keeper-not-sent = Not sent: there is no line
keeper-not-sent-text = Nothing was sent. It is all kept on this device; send it when the line is back.
keeper-windows = This day is open in another window of this browser
keeper-windows-text = What is typed there is kept apart from what is typed here. Whichever is sent second is shown both.
keeper-copy = No line
keeper-copy-text = You read this form as the desk had it on { $moment }. What you type stays on this device until the line is back.
keeper-leave = Not signed out: not all is saved at the desk
keeper-leave-text = What this device keeps goes with signing out, and the desk did not take it. Send the form first, or sign out and lose it.
keeper-leave-button = Sign out and lose it

no-form-title = No line: { -brand }
no-form-heading = No line
no-form-text = The form of this day is not on this device. It can be opened without a line once it was opened with one, within 12 hours.
no-form-sent = What you sent was not answered: it may have arrived or not. It is kept on this device, and stands in the form again when it is opened.
no-form-kept = These forms are on this device
no-form-none = No form is on this device.
no-form-again = Try again

# How an amount in words is understood.
echo-vague = In words only: “{ $text }”

bulletin-numbers = Amounts in this text, as it words them
bulletin-numbers-hint = Press one to write it into the amount that you were at.
bulletin-numbers-none = This text holds no amount.
# $name: the amount’s field, row 2, amount.
bulletin-sent = “{ $words }” was written into { $name }.
bulletin-nowhere = First go to the amount that it belongs to.

told-newer-draft = Not saved: a newer draft of this day stands at the desk
told-newer-draft-text = Another window or device saved it at { $moment }. What you typed here is all below. Save it once more, and it takes the place of the other; or open the form anew to see the other.
