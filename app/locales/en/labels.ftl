# Words for closed lists. Each variant is one member of the list; none may be missing.

# Within a sentence.
status = { $status ->
    [open] open
    [restricted] restricted
   *[closed] closed
}
# Alone, beside its shape.
status-word = { $status ->
    [open] Open
    [restricted] Restricted
    [closed] Closed
    [disputed] Disputed
   *[unknown] Unknown
}

traffic = { $class ->
    [medical] Patients
    [cargo] Food, medicine, cargo
    [civilian] Civilians
    [humanitarian] Aid convoys
   *[all] All traffic
}
traffic-only = { $class ->
    [medical] Patients only
    [cargo] Cargo only
    [civilian] Civilians only
   *[humanitarian] Aid convoys only
}
# Closed to patients. $status begins with a capital.
status-to-traffic = { $class ->
    [medical] { $status } to patients
    [cargo] { $status } to cargo
    [civilian] { $status } to civilians
    [humanitarian] { $status } to aid convoys
   *[all] { $status } to all traffic
}

# In the desk’s form.
measure-option = { $measure ->
    [access_status] Access: open, restricted, closed
    [patients_transferred] Patients moved on the day
    [transfers] Journeys on the day
    [people_crossed] People who crossed on the day
    [deliveries] Goods delivered on the day
    [patients_transferred_total] Patients moved, running total
    [transfers_total] Journeys, running total
    [people_crossed_total] People who crossed, running total
    [deliveries_total] Goods delivered, running total
    [patients_awaiting] People waiting for transfer
    [patients_hospitalised] People in hospital
    [patients_intensive_care] People in intensive care
   *[patients_critical] People in critical condition
}
# Over the claims of a day.
measure-heading = { $measure ->
    [access_status] Access
    [patients_transferred] Patients moved
    [transfers] Journeys
    [people_crossed] People who crossed
    [deliveries] Goods delivered
    [patients_transferred_total] Patients moved, running total
    [transfers_total] Journeys, running total
    [people_crossed_total] People who crossed, running total
    [deliveries_total] Goods delivered, running total
    [patients_awaiting] People waiting
    [patients_hospitalised] In hospital
    [patients_intensive_care] In intensive care
   *[patients_critical] In critical condition
}
# Within the desk’s messages: “patients transferred” has no facility.
measure-in-message = { $measure ->
    [access_status] access status
    [patients_transferred] patients transferred
    [transfers] transfers
    [people_crossed] people crossed
    [deliveries] deliveries
    [patients_transferred_total] patients transferred total
    [transfers_total] transfers total
    [people_crossed_total] people crossed total
    [deliveries_total] deliveries total
    [patients_awaiting] patients awaiting
    [patients_hospitalised] patients hospitalised
    [patients_intensive_care] patients intensive care
   *[patients_critical] patients critical
}
dimension-in-message = { $dimension ->
    [counted] counted
    [group] group
    [carrier] carrier
    [direction] direction
    [facility] facility
    [access] access
    [item] item
    [unit] unit
   *[period_start] period start
}
# What kind of number it is, for a reader.
measure-kind = { $kind ->
    [access] a status
    [period] the whole period, never spread over its days
    [flow] that day alone
    [stock] a level on the day, not a sum
   *[cumulative] a running total, not a day’s figure
}

# Who was counted. A group that this list does not know is shown as it was written: $name.
group = { $group ->
    [people] people
    [patients] patients
    [children] children
    [wounded] wounded
    [companions] companions
    [residents] residents
    [infants] infants
    [foreign_nationals] foreign nationals
   *[other] { $name }
}
# The same after a number: 1 patient, 3 patients.
group-counted = { $count ->
    [one] { $group ->
        [people] person
        [patients] patient
        [children] child
        [wounded] wounded person
        [companions] companion
        [residents] resident
        [infants] infant
        [foreign_nationals] foreign national
       *[other] { $name }
    }
   *[other] { group }
}

# What a thing is called in a table. $group begins with a capital.
thing-access = { $class ->
    [medical] Access to patients
    [cargo] Access to cargo
    [civilian] Access to civilians
    [humanitarian] Access to aid convoys
   *[all] Access to all traffic
}
thing-access-all = Access, all traffic
thing-moved = { $direction ->
    [outbound] { $group } moved out
    [return] { $group } returned
   *[unsaid] { $group } moved, direction not said
}
thing-crossed = { $direction ->
    [outbound] { $group } who crossed outwards
    [return] { $group } who crossed back
   *[unsaid] { $group } who crossed
}
thing-journeys = { $direction ->
    [outbound] Journeys out
    [return] Journeys back
   *[unsaid] Journeys
}
# $item begins with a capital.
thing-delivered = { $has_item ->
    [yes] { $item } delivered
   *[no] Goods delivered
}
thing-awaiting = { $known ->
    [yes] People waiting for transfer
   *[no] { $group } waiting for transfer
}
thing-hospital = { $group } in hospital
thing-intensive-care = { $group } in intensive care
thing-critical = { $group } in critical condition
# What is said more of a thing, behind its name.
thing-by = by { $carrier }
thing-since = since { $date }
thing-from = from { $date } on
thing-running-total = running total
thing-and-part = { $thing }, { $part }

# A stage that is not “it happened”, behind the name of a thing.
stage = { $stage ->
    [interim] so far that day
    [planned] planned
   *[attempted] set off and did not arrive
}
# In the desk’s form.
stage-option = { $stage ->
    [done] It happened
    [interim] So far, the day is not over
    [planned] Planned (never counted)
   *[attempted] Attempted, turned back (never counted)
}
direction-option = { $direction ->
    [outbound] Out
   *[return] Back
}

# Why a figure is missing.
absence-reason = { $reason ->
    [not_reported] Not reported
    [source_silent] Source silent
    [not_due] Not due
    [withheld_for_safety] Withheld for safety
   *[not_applicable] Does not apply
}
# The same within a line.
absence-reason-within = { $reason ->
    [not_reported] not reported
    [source_silent] source silent
    [not_due] not due
    [withheld_for_safety] withheld for safety
   *[not_applicable] does not apply
}

freshness-not-due = No report is due
freshness-up-to-date = Up to date
freshness-due = Due: 1{"\u00A0"}day late
freshness-late = { $days ->
    [one] { $days }{"\u00A0"}day late
   *[other] { $days }{"\u00A0"}days late
}

source-kind = { $kind ->
    [health_authority] health authority
    [government] government
    [humanitarian] humanitarian
    [peacekeeping] peacekeeping
   *[media] media
}
role = { $role ->
    [reporter] reporter
    [lead] lead
   *[admin] admin
}
# Beside the name of an account that was given no role yet.
role-none = no role yet
# What kind of change a day saw.
change-kind = { $kind ->
    [revision] Revision
    [correction] Correction
   *[unsaid] Change
}

# Names and numbers in a row: a, b and c.
list-comma = { $first }, { $next }
list-and = { $first } and { $last }
list-or = { $first } or { $last }
# Several sources behind one another.
list-semicolon = { $first }; { $next }
# One sentence behind another.
phrase-and-sentence = { $first }. { $next }
sentence-and-sentence = { $first } { $next }
