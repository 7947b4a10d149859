//! The domains that all readers are asked about.

use serde_json::{Value as Json, json};

/// Every operator on every kind of field with values of every awkward sort.
pub(super) fn grid() -> Vec<(&'static str, &'static str, Json)> {
    let mut out = Vec::new();
    let mut cross = |fields: &[&'static str], operators: &[&'static str], values: &[Json]| {
        for field in fields {
            for operator in operators {
                out.extend(values.iter().map(|v| (*field, *operator, v.clone())));
            }
        }
    };
    let equal = ["=", "!=", "=?"];
    let sides = ["<", "<=", ">", ">="];
    let within = ["in", "not in"];
    let likes = ["like", "not like", "ilike", "not ilike", "=like", "not =like", "=ilike", "not =ilike"];
    let nothing = [json!(false), Json::Null, json!([])];

    let texts =
        ["", "alpha", "ALPHA", "alp", "éclair", "É", "z", "Z", "a_b", "a\\b", "100%", "o'neil", "İx", "ΟΔΟΣ"]
            .map(|t| json!(t));
    cross(&["name", "note"], &equal, &texts);
    cross(&["name"], &sides, &texts);
    cross(&["name"], &sides, &nothing[..2]);
    let patterns = [
        "", "%", "%%", "_", "__%", "al%", "%A", "100\\%", "a\\_b", "a_b", "a\\\\b", "a\\", "\\", "[x]*?",
        "*", "?", "[", "é", "É%", "ος", "οσ", "ΟΣ", "İ", "i̇", "'",
    ]
    .map(|t| json!(t));
    cross(&["name"], &likes, &patterns);
    cross(&["name", "state", "area_id", "tag_ids"], &likes[..4], &nothing[..2]);
    cross(&["name", "note", "state"], &equal, &nothing);
    let lists = |items: &[Json]| -> Vec<Json> {
        let mut out: Vec<Json> = items.iter().map(|i| json!([i])).collect();
        out.extend(items.iter().map(|i| json!([i, false])));
        out.extend([json!([]), json!([false]), json!(null), json!(false), json!(items)]);
        out
    };
    cross(&["name"], &within, &lists(&texts[..6]));
    cross(
        &["name"],
        &within,
        &[
            json!(""),
            json!("alpha"),
            json!(
                (0..90).map(|n| if n == 70 { "alpha".to_owned() } else { n.to_string() }).collect::<Vec<_>>()
            ),
        ],
    );

    let states = ["draft", "open", "closed"].map(|t| json!(t));
    cross(&["state"], &equal, &states);
    cross(&["state"], &sides, &states[..2]);
    cross(&["state"], &sides, &nothing[..2]);
    cross(&["state"], &within, &lists(&states));
    cross(&["state"], &likes, &[json!("%o%"), json!("OPEN"), json!("")]);

    let numbers = [
        json!(0),
        json!(1),
        json!(-3),
        json!(12),
        json!(2),
        json!(1.5),
        json!(-0.25),
        json!(true),
        json!(0.0),
    ];
    cross(&["count", "ratio"], &equal, &numbers);
    cross(&["count", "ratio"], &equal, &nothing);
    cross(&["count", "ratio"], &sides, &numbers[..7]);
    cross(&["count", "ratio"], &sides, &nothing[..2]);
    cross(&["count", "ratio"], &within, &lists(&numbers[..7]));
    let halves: Vec<Json> = (1..99).map(|n| json!(f64::from(n) + 0.5)).collect();
    cross(
        &["count"],
        &within,
        &[json!((1..100).collect::<Vec<_>>()), json!([&[json!(1)], &halves[..]].concat())],
    );
    cross(
        &["ratio"],
        &within,
        &[
            json!((2..100).collect::<Vec<_>>()),
            json!((1..99).map(|n| f64::from(n) + 0.5).collect::<Vec<_>>()),
        ],
    );
    cross(&["count"], &likes, &["1", "-%", "%2", "", "_"].map(|t| json!(t)));
    cross(&["count"], &["like", "ilike"], &[json!(1)]);

    let truths = [
        json!(true),
        json!(false),
        Json::Null,
        json!("yes"),
        json!("On"),
        json!("no"),
        json!(1),
        json!(0),
        json!(""),
    ];
    cross(&["flag", "active"], &equal, &truths);
    cross(
        &["flag"],
        &within,
        &[
            json!([true]),
            json!([false]),
            json!([true, false]),
            json!([]),
            json!([true, null]),
            json!(["t"]),
            json!(true),
        ],
    );

    let days = ["2026-11-21", "2024-02-29", "1999-12-31", "2026-11-21 23:59:59"].map(|t| json!(t));
    let moments = [
        "2026-11-20 18:30:00",
        "2026-11-21 12:00:00",
        "2026-11-21",
        "1999-12-31 23:30:15",
        "2026-11-21T12:00:00Z",
    ]
    .map(|t| json!(t));
    cross(&["day"], &equal, &days);
    cross(&["at"], &equal, &moments);
    cross(&["day", "at"], &equal, &nothing);
    cross(&["day"], &sides, &days);
    cross(&["at"], &sides, &moments);
    cross(&["day", "at"], &sides, &nothing[..2]);
    cross(&["day"], &within, &lists(&days));
    cross(&["at"], &within, &lists(&moments));
    cross(
        &["at"],
        &within,
        &[json!((10..80).map(|s| format!("1999-12-31 23:30:{:02}", s % 60)).collect::<Vec<_>>())],
    );
    cross(&["day", "at"], &likes, &["2026%", "%-31", "11-2", "18:30", "", "%"].map(|t| json!(t)));
    for part in [
        "year_number",
        "quarter_number",
        "month_number",
        "iso_week_number",
        "day_of_year",
        "day_of_month",
        "day_of_week",
        "hour_number",
        "minute_number",
        "second_number",
    ] {
        let day: &'static str = format!("day.{part}").leak();
        let at: &'static str = format!("at.{part}").leak();
        cross(&[day, at], &["=", "!=", "<", ">="], &[0, 6, 11, 21, 2026].map(|n| json!(n)));
        cross(&[day, at], &["=", "!="], &nothing);
        cross(&[day, at], &within, &[json!([0, 4, 53, 325]), json!([false]), json!([]), json!([1, false])]);
    }

    let links = [
        json!(1),
        json!(2),
        json!(99),
        json!(false),
        Json::Null,
        json!([]),
        json!("alpha"),
        json!("Alpha land"),
        json!([1, 2]),
    ];
    cross(
        &["area_id", "partner_id", "parent_id", "tag_ids", "child_ids", "peer_ids", "zone_ids"],
        &equal,
        &links,
    );
    let several = [
        json!([]),
        json!([1]),
        json!([1, 2, 3]),
        json!([false]),
        json!([1, false]),
        json!(["alp", 2]),
        json!(["éclair"]),
        json!(2),
        json!(false),
        json!((1..80).collect::<Vec<_>>()),
    ];
    cross(
        &["area_id", "partner_id", "parent_id", "tag_ids", "child_ids", "peer_ids", "zone_ids"],
        &within,
        &several,
    );
    cross(
        &["area_id", "partner_id", "tag_ids", "child_ids", "peer_ids"],
        &likes,
        &["", "alp", "AL%", "éclair", "%", "nobody"].map(|t| json!(t)),
    );
    cross(&["area_id", "parent_id"], &sides, &[json!(2), json!(0)]);
    let roots = [
        json!(1),
        json!([2, 5]),
        json!([]),
        json!(false),
        json!("alp"),
        json!(["alp", 5]),
        json!("Σ"),
        json!(99),
        json!("%"),
        json!((1..80).collect::<Vec<_>>()),
    ];
    cross(
        &["id", "area_id", "zone_ids", "parent_id", "next_id", "child_ids", "peer_ids", "company_id"],
        &["child_of", "parent_of"],
        &roots,
    );
    cross(&["id"], &["=", "!="], &[json!(1), json!(99), json!(false), Json::Null, json!([1, 2]), json!([])]);
    cross(
        &["id"],
        &within,
        &[json!([1, 2]), json!([]), json!([false]), json!(5), json!(0), json!((1..80).collect::<Vec<_>>())],
    );
    cross(&["id"], &sides, &[json!(20)]);
    cross(&["extra"], &["=", "!="], &nothing);
    cross(
        &[
            "partner_id.area_id.name",
            "tag_ids.name",
            "child_ids.name",
            "partner_id.case_ids.name",
            "base_id.partner_id.name",
        ],
        &["=", "!=", "ilike", "not ilike", "<"],
        &[json!("alpha"), json!(""), json!(false)],
    );
    cross(
        &["child_ids.tag_ids", "partner_id.case_ids", "partner_id.area_id"],
        &["in", "not in", "="],
        &[json!([1, 2]), json!([]), json!(false)],
    );
    cross(
        &["child_ids.day.month_number", "parent_id.at.hour_number"],
        &["=", "!=", "<"],
        &[json!(11), json!(false)],
    );
    cross(
        &["child_ids.area_id", "partner_id.area_id", "parent_id.parent_id"],
        &["child_of", "parent_of"],
        &[json!(1), json!("alp")],
    );
    cross(
        &["label", "score", "user_id", "base_id.area_id"],
        &["=", "!=", "in"],
        &[json!(false), json!([]), json!([false])],
    );
    cross(
        &["display_name"],
        &["=", "!=", "in", "not in", "like", "not ilike", "<"],
        &[json!("alpha"), json!(""), json!(false)],
    );
    out
}

/// Shapes that the grid has no place for: nesting, signs, expressions, relative dates.
pub(super) const SHAPES: &[&str] = &[
    "[]",
    "",
    "True",
    "False",
    "[(0, '=', 1)]",
    "['|', ('name', '=', 'alpha'), ('count', '>', 1), ('flag', '=', True)]",
    "['!', '|', ('name', '=', 'alpha'), '&', ('count', '>', 1), ('flag', '=', True)]",
    "['!', '!', ('name', '=', 'alpha')]",
    "['|', '!', ('tag_ids', 'in', [1]), ('tag_ids', '=', False)]",
    "[('tag_ids', 'in', [1]), ('tag_ids', 'in', [2])]",
    "[('tag_ids', 'not in', [1]), ('tag_ids', '!=', False)]",
    "['|', ('flag', '=', True), ('flag', '=', False)]",
    "['!', '|', ('flag', '=', True), ('flag', '=', False)]",
    "['|', ('name', 'in', ['alpha']), ('name', 'in', [False, 'z'])]",
    "['&', ('name', 'not in', ['alpha']), ('name', 'not in', [False, 'z'])]",
    "[('child_ids', 'any', [])]",
    "[('child_ids', 'not any', [])]",
    "[('child_ids', 'any', [(0, '=', 1)])]",
    "[('child_ids', 'not any', [(0, '=', 1)])]",
    "[('partner_id', 'any', [])]",
    "[('partner_id', 'not any', [])]",
    "[('partner_id', 'any', [('case_ids', 'not any', [('tag_ids', 'any', [('name', 'ilike', 'alp')])])])]",
    "[('partner_id', 'not any', [('case_ids', 'any', [('tag_ids', 'not any', [('name', 'not ilike', 'alp')])])])]",
    "[('child_ids', 'any', ['|', ('child_ids', 'any', [('count', '<', 1)]), ('peer_ids', 'not any', [('flag', '=', True)])])]",
    "[('peer_ids', 'any', [('peer_ids', 'any', [('peer_ids', 'any', [('id', '<', 30)])])])]",
    "[('child_ids.child_ids.name', '!=', 'alpha')]",
    "['!', ('child_ids.name', '=', 'alpha')]",
    "[('child_ids.name', 'not in', [])]",
    "[('partner_id.area_id', 'not in', [])]",
    "[('id', 'any', [('name', '=', 'alpha')])]",
    "[('id', 'not any', [('name', '=', 'alpha')])]",
    "[('area_id', 'child_of', [1]), ('area_id', 'parent_of', [3])]",
    "['!', ('area_id', 'child_of', [1])]",
    "['!', ('parent_id', 'child_of', [1, 2, 3])]",
    "['!', ('peer_ids', 'parent_of', [1, 2, 3])]",
    "['!', ('id', 'child_of', 'alp')]",
    "[('area_id.parent_id', 'child_of', 1)]",
    "[('owner_id', '=', user.id)]",
    "[('owner_id', '!=', user.id)]",
    "['!', ('owner_id', 'in', [user.id, False])]",
    "[('company_id', 'in', company_ids)]",
    "[('company_id', 'not in', company_ids)]",
    "[('company_id', 'in', company_ids + [False])]",
    "['!', ('company_id', 'in', company_ids + [False])]",
    "[('company_id', '=', company_id)]",
    "[('company_id', 'child_of', company_id)]",
    "[('company_id', 'parent_of', company_ids)]",
    "[('partner_id', '=', user.partner_id.id)]",
    "[('area_id', 'child_of', user.partner_id.area_id.ids)]",
    "[('area_id', 'in', user.center_area_ids.ids)]",
    "[('area_id', 'child_of', user.center_area_ids.ids)] if user.center_area_ids else []",
    "[('area_id', 'in', [a.id for a in user.partner_id.area_id])]",
    "[('tag_ids', 'in', [1] if user.has_group('base.group_user') else [2, 3])]",
    "[('name', '=', user.name), ('name', '!=', user.login)]",
    "[('name', '=?', user.partner_id.name)]",
    "[('day', '<=', today)]",
    "[('day', '>', 'today -1d')]",
    "[('day', '=', 'today')]",
    "[('day', '>=', 'today =1d')]",
    "[('day', '<', '=monday')]",
    "[('day', '<', '-2y')]",
    "[('at', '<=', now)]",
    "[('at', '<=', today)]",
    "[('at', '>', today)]",
    "[('at', '=', today)]",
    "[('at', '>=', '-12H')]",
    "[('at', '<', 'today +1d')]",
    "[('at', '>', 'today')]",
    "['!', ('at', '>', '2026-11-21')]",
    "['!', ('day', '<=', '2026-11-21')]",
    "[('at.day_of_week', '=', 0)]",
    "['!', ('at.hour_number', '>=', 5)]",
    "[('child_ids', 'any', [('at.day_of_month', '=', 21)])]",
    "[('create_day', '=', 1)] if False else [('day', '!=', False)]",
    "['|', '|', '|', ('id', '<', 5), ('id', '>', 60), '&', ('id', '>', 20), ('id', '<', 30), ('id', '=', 40)]",
    "[('state', '!=', 'draft'), '|', ('state', '=', False), ('state', 'ilike', 'OPE')]",
    "[('partner_id.name', '!=', 'alpha')]",
    "['!', ('partner_id.name', '=', 'alpha')]",
    "[('user_id', '=', user.id)]",
    "[('base_id', 'any', [('partner_id', 'any', [('user_id', '!=', False)])])]",
];
