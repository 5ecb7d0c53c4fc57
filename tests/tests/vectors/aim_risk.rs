//! The risk of capabilities, as the official package finds it.

use aim_sdk::CapabilityRisk;
use aim_sdk::RiskLevel::{self, Critical, High, Low, Medium};
use aim_sdk::runtime::table::Rule;

#[test]
fn risks_are_those_of_the_official_package() {
    let parts = |parts: &[&'static str]| Rule::Parts(parts.to_vec());
    let checked: [(&str, RiskLevel, Rule); 14] = [
        ("payment:read", Critical, parts(&["namespace", "action"])),
        ("user:read", High, parts(&["namespace", "action"])),
        ("cache:get", Medium, parts(&["namespace", "action"])),
        ("EMAIL:Send ", High, parts(&["namespace", "action"])),
        (":delete", High, parts(&["action"])),
        ("a:b:c", Medium, Rule::Otherwise),
        ("weather:", Low, parts(&["namespace"])),
        ("search_flights", Medium, Rule::Otherwise),
        ("delete", Medium, Rule::Otherwise),
        ("auth:logout", Low, Rule::Whole),
        ("db:read", Low, Rule::Whole),
        ("db:get", Medium, parts(&["namespace", "action"])),
        ("weather:wipe", Critical, parts(&["namespace", "action"])),
        ("", Medium, Rule::Otherwise),
    ];
    for (capability, level, rule) in checked {
        let explained = CapabilityRisk::explain(capability);
        assert_eq!((explained.value, explained.rule), (level, rule), "{capability:?}");
    }
}
