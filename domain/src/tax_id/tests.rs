use proptest::prelude::*;

use super::*;

/// Every valid example of the product's table, as it is customarily written, with its value.
const VALID: [(TaxIdKind, &str, &str); 18] = [
    (TaxIdKind::Cnpj, "12.ABC.345/01DE-35", "12ABC34501DE35"),
    (TaxIdKind::Cnpj, "16.727.230/0001-97", "16727230000197"),
    (TaxIdKind::Cnpj, "33.000.167/0001-01", "33000167000101"),
    (TaxIdKind::Cpf, "390.533.447-05", "39053344705"),
    (TaxIdKind::Cpf, "529.982.247-25", "52998224725"),
    (TaxIdKind::Nit, "213.123.432-1", "2131234321"),
    (TaxIdKind::Nit, "860.002.964-4", "8600029644"),
    (TaxIdKind::Nit, "800.191.045-1", "8001910451"),
    (TaxIdKind::Rut, "76.086.428-5", "760864285"),
    (TaxIdKind::Rut, "10.626.628-K", "10626628K"),
    (TaxIdKind::Cuit, "20-05536168-2", "20055361682"),
    (TaxIdKind::Cuit, "30-50001091-2", "30500010912"),
    (TaxIdKind::Ruc, "20512333797", "20512333797"),
    (TaxIdKind::Ruc, "20131312955", "20131312955"),
    (TaxIdKind::Rfc, "GODE561231GR8", "GODE561231GR8"),
    (TaxIdKind::Rfc, "MAB9307148T4", "MAB9307148T4"),
    (TaxIdKind::Rfc, "XAXX010101000", "XAXX010101000"),
    (TaxIdKind::Rfc, "XEXX010101000", "XEXX010101000"),
];

/// Random numbers as python-stdnum 2.2 completes them with check digits: NITs of several lengths, and every way in
/// which a remainder becomes a digit.
const COMPLETED_BY_STDNUM: [(TaxIdKind, &str); 25] = [
    (TaxIdKind::Cnpj, "9E.RNN.BER/02PD-00"),
    (TaxIdKind::Cnpj, "CL.SX7.IFX/I2V7-09"),
    (TaxIdKind::Cnpj, "QT.YNT.J87/R5M0-95"),
    (TaxIdKind::Cnpj, "CM.L03.XXZ/MKG6-01"),
    (TaxIdKind::Nit, "2.446.466-0"),
    (TaxIdKind::Nit, "20.210.345-1"),
    (TaxIdKind::Nit, "8.165.087.251-2"),
    (TaxIdKind::Nit, "358.480.210.410-9"),
    (TaxIdKind::Nit, "843.764.817.664.900-6"),
    (TaxIdKind::Rut, "85.738.063-0"),
    (TaxIdKind::Rut, "7.857.903-K"),
    (TaxIdKind::Rut, "6.765.657-1"),
    (TaxIdKind::Rut, "2.476.066-9"),
    (TaxIdKind::Cuit, "24-84444824-0"),
    (TaxIdKind::Cuit, "23-82011440-9"),
    (TaxIdKind::Cuit, "27-14853038-1"),
    (TaxIdKind::Cuit, "33-03323755-9"),
    (TaxIdKind::Ruc, "17886363711"),
    (TaxIdKind::Ruc, "20913379510"),
    (TaxIdKind::Ruc, "17014735631"),
    (TaxIdKind::Ruc, "20653906499"),
    (TaxIdKind::Rfc, "F&HF120630XDA"),
    (TaxIdKind::Rfc, "KÑN850228E90"),
    (TaxIdKind::Rfc, "D&J850228326"),
    (TaxIdKind::Rfc, "ÑDHN850228AC0"),
];

#[test]
fn a_valid_number_is_kept_without_separators_and_shown_as_is_customary() {
    for (kind, formatted, value) in VALID {
        let spaced = format!(" {} ", formatted.replace(['.', '-', '/'], " "));
        for typed in [formatted, value, &spaced, &formatted.to_lowercase()] {
            let tax_id = parse(kind, typed).unwrap_or_else(|problem| panic!("{kind:?} {typed}: {problem:?}"));
            assert_eq!((tax_id.kind(), tax_id.value(), tax_id.formatted()), (kind, value, formatted));
            assert!(!tax_id.has_doubtful_check_digit(), "{kind:?} {typed}");
        }
    }
}

#[test]
fn what_python_stdnum_completes_is_valid_and_with_another_digit_is_not() {
    for (kind, formatted) in COMPLETED_BY_STDNUM {
        let tax_id = parse(kind, formatted).unwrap_or_else(|problem| panic!("{kind:?} {formatted}: {problem:?}"));
        assert_eq!(tax_id.formatted(), formatted);
        assert!(!tax_id.has_doubtful_check_digit(), "{formatted}");
        let (digit_at, right) = formatted.char_indices().next_back().unwrap();
        for wrong in check_digits(kind).chars().filter(|&digit| digit != right) {
            let number = format!("{}{wrong}", &formatted[..digit_at]);
            match parse(kind, &number) {
                Ok(tax_id) => assert!(tax_id.has_doubtful_check_digit(), "{kind:?} {number}"),
                Err(problem) => assert_eq!(problem, Problem::InvalidTaxId, "{kind:?} {number}"),
            }
        }
    }
}

#[test]
fn what_the_rule_does_not_take_is_refused() {
    for (kind, typed) in [
        (TaxIdKind::Cnpj, "16.727.230/0001-98"),
        (TaxIdKind::Cnpj, "12.ABC.345/01DE-3A"),
        (TaxIdKind::Cnpj, "12.ABC.345/01DE-AB"),
        (TaxIdKind::Cnpj, "00.000.000/0000-00"),
        (TaxIdKind::Cnpj, "1672723000019"),
        (TaxIdKind::Cnpj, "167272300001970"),
        (TaxIdKind::Cnpj, "12.ÁBC.345/01DE-35"),
        (TaxIdKind::Cnpj, "16.727.230/0001-９7"),
        (TaxIdKind::Cnpj, "16_727_230/0001-97"),
        (TaxIdKind::Cpf, "111.111.111-11"),
        (TaxIdKind::Cpf, "000.000.000-00"),
        (TaxIdKind::Cpf, "390.533.447-06"),
        (TaxIdKind::Cpf, "390.533.447-0"),
        (TaxIdKind::Cpf, "٣90.533.447-05"),
        (TaxIdKind::Nit, "213.123.432-5"),
        (TaxIdKind::Nit, "123456-0"),
        (TaxIdKind::Nit, "12345678901234567"),
        (TaxIdKind::Nit, "213.123.432-K"),
        (TaxIdKind::Rut, "12.531.909-3"),
        (TaxIdKind::Rut, "10.626.628-0"),
        (TaxIdKind::Rut, "1.062.66K-8"),
        (TaxIdKind::Rut, "106.266.280-K"),
        (TaxIdKind::Rut, "106.266-2"),
        (TaxIdKind::Cuit, "20-26756539-2"),
        (TaxIdKind::Cuit, "30-50001091-3"),
        (TaxIdKind::Cuit, "30-5000109-2"),
        (TaxIdKind::Ruc, "20512333798"),
        (TaxIdKind::Ruc, "2051233379"),
        (TaxIdKind::Rfc, "GODE561331GR8"),
        (TaxIdKind::Rfc, "GODE560230GR8"),
        (TaxIdKind::Rfc, "GODE010229GR8"),
        (TaxIdKind::Rfc, "GODE560001GR8"),
        (TaxIdKind::Rfc, "GODE5612 31GRB"),
        (TaxIdKind::Rfc, "GO561231GR8"),
        (TaxIdKind::Rfc, "GODEX561231GR8"),
        (TaxIdKind::Rfc, "G0DE561231GR8"),
        (TaxIdKind::Rfc, "GODE561231G&8"),
        (TaxIdKind::Rfc, "GODE561231"),
        (TaxIdKind::Rfc, "GODE+61231GR8"),
        (TaxIdKind::Rfc, "GODÉ561231GR8"),
        (TaxIdKind::Rfc, "ßDE561231GR8"),
    ] {
        assert_eq!(parse(kind, typed), Err(Problem::InvalidTaxId), "{kind:?} {typed}");
    }
}

#[test]
fn a_prefix_that_nobody_has_is_refused_even_with_a_right_digit() {
    for (kind, body) in [(TaxIdKind::Cuit, "9905536168"), (TaxIdKind::Ruc, "3051233379")] {
        for digit in 0..=9 {
            assert_eq!(parse(kind, &format!("{body}{digit}")), Err(Problem::InvalidTaxId), "{kind:?} {body}{digit}");
        }
    }
}

#[test]
fn nothing_typed_is_no_tax_id() {
    for kind in TaxIdKind::ALL {
        for typed in ["", "  \t", "\u{a0}\u{0}"] {
            assert_eq!(parse(kind, typed), Err(Problem::Required), "{kind:?} {typed:?}");
        }
    }
    assert_eq!(parse(TaxIdKind::Cnpj, "./-"), Err(Problem::InvalidTaxId));
}

#[test]
fn an_rfc_with_another_check_digit_is_taken_but_doubtful() {
    for (typed, doubtful) in [
        ("GODE561231GR8", false),
        ("GODE561231GR9", true),
        ("GODE561231GRA", true),
        ("MAB-930714-8T4", false),
        ("MAB-930714-8T5", true),
        ("XAXX010101001", true),
    ] {
        let tax_id = parse(TaxIdKind::Rfc, typed).unwrap();
        assert_eq!(tax_id.has_doubtful_check_digit(), doubtful, "{typed}");
    }
}

#[test]
fn an_rfc_has_ampersands_and_tildes_and_days_of_two_centuries() {
    for (typed, value) in [
        ("ñuñ&000229aa1", "ÑUÑ&000229AA1"),
        ("n\u{303}u&960229aa1", "ÑU&960229AA1"),
        ("D&J 31 12 01 AA1", "D&J311201AA1"),
    ] {
        assert_eq!(parse(TaxIdKind::Rfc, typed).unwrap().value(), value);
    }
}

#[test]
fn nit_and_rut_are_grouped_by_thousands() {
    for (kind, value, formatted) in [
        (TaxIdKind::Nit, "12345671", "1.234.567-1"),
        (TaxIdKind::Nit, "1234567890123459", "123.456.789.012.345-9"),
        (TaxIdKind::Rut, "1234567K", "1.234.567-K"),
        (TaxIdKind::Rut, "123456785", "12.345.678-5"),
    ] {
        assert_eq!(TaxId::new(kind, value.to_owned()).formatted(), formatted);
    }
}

#[test]
fn another_tax_id_is_any_text_of_at_most_32_characters() {
    let tax_id = parse(TaxIdKind::Other, " de 123/456-ñ ").unwrap();
    assert_eq!((tax_id.value(), tax_id.formatted()), ("de 123/456-ñ", "de 123/456-ñ"));
    assert!(parse(TaxIdKind::Other, &"ñ".repeat(32)).is_ok());
    assert_eq!(parse(TaxIdKind::Other, &"ñ".repeat(33)), Err(Problem::TooLong { max: 32 }));
}

#[test]
fn a_tax_id_is_stored_with_its_form_and_read_without_it() {
    let tax_id = parse(TaxIdKind::Cnpj, "16727230000197").unwrap();
    let stored = r#"{"kind":"CNPJ","value":"16727230000197","formatted":"16.727.230/0001-97"}"#;
    assert_eq!(serde_json::to_string(&tax_id).unwrap(), stored);
    for read in [
        stored,
        r#"{"kind":"CNPJ","value":"16727230000197","formatted":"?"}"#,
        r#"{"kind":"CNPJ","value":"16727230000197"}"#,
    ] {
        assert_eq!(serde_json::from_str::<TaxId>(read).unwrap(), tax_id);
    }
    assert_eq!(
        serde_json::to_string(&TaxIdKind::ALL).unwrap(),
        r#"["CNPJ","CPF","NIT","RUT","CUIT","RFC","RUC","OTHER"]"#
    );
}

/// The signs that a check digit can be of.
fn check_digits(kind: TaxIdKind) -> &'static str {
    match kind {
        TaxIdKind::Rut => "0123456789K",
        TaxIdKind::Rfc => "0123456789A",
        _ => "0123456789",
    }
}

/// A kind with one check digit, and the rest of one of its numbers.
fn body() -> impl Strategy<Value = (TaxIdKind, String)> {
    prop_oneof![
        "[0-9]{7,15}".prop_map(|body| (TaxIdKind::Nit, body)),
        "[0-9]{7,8}".prop_map(|body| (TaxIdKind::Rut, body)),
        "(20|23|24|27|30|33|34|50|51|55)[0-9]{8}".prop_map(|body| (TaxIdKind::Cuit, body)),
        "(10|15|17|20)[0-9]{8}".prop_map(|body| (TaxIdKind::Ruc, body)),
        "[A-Z&Ñ]{3,4}[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[A-Z0-9]{2}".prop_map(|body| (TaxIdKind::Rfc, body)),
    ]
}

proptest! {
    #[test]
    fn exactly_one_check_digit_is_right((kind, body) in body()) {
        let right = check_digits(kind).chars().filter(|digit| {
            parse(kind, &format!("{body}{digit}")).is_ok_and(|tax_id| !tax_id.has_doubtful_check_digit())
        });
        prop_assert_eq!(right.count(), 1);
    }

    #[test]
    fn exactly_one_pair_of_check_digits_is_right(cnpj in "[0-9A-Z]{11}[1-9A-Z]", cpf in "[0-9]{7}(01|12|23|90)") {
        for (kind, body) in [(TaxIdKind::Cnpj, cnpj), (TaxIdKind::Cpf, cpf)] {
            let right = (0..100).filter(|pair| parse(kind, &format!("{body}{pair:02}")).is_ok());
            prop_assert_eq!(right.count(), 1);
        }
    }

    #[test]
    fn cnpj_and_cpf_agree_with_the_crate_of_their_name(cnpj in "[0-9]{12}", cpf in "[0-9]{9}") {
        for pair in 0..100 {
            let number = format!("{cnpj}{pair:02}");
            prop_assert_eq!(parse(TaxIdKind::Cnpj, &number).is_ok(), cpf_cnpj::cnpj::validate(&number), "{}", number);
            let number = format!("{cpf}{pair:02}");
            prop_assert_eq!(parse(TaxIdKind::Cpf, &number).is_ok(), cpf_cnpj::cpf::validate(&number), "{}", number);
        }
    }

    #[test]
    fn what_is_taken_is_taken_again_unchanged(
        kind in prop::sample::select(TaxIdKind::ALL.to_vec()),
        typed in "\\PC*|[0-9A-Zk.ñ& /-]{6,18}",
    ) {
        if let Ok(tax_id) = parse(kind, &typed) {
            prop_assert_eq!(parse(kind, tax_id.value()), Ok(tax_id.clone()));
            prop_assert_eq!(parse(kind, tax_id.formatted()), Ok(tax_id));
        }
    }

    #[test]
    fn whatever_is_stored_is_read_back(kind in prop::sample::select(TaxIdKind::ALL.to_vec()), value: String) {
        let stored = serde_json::json!({ "kind": kind, "value": value });
        let tax_id: TaxId = serde_json::from_value(stored).unwrap();
        prop_assert_eq!(tax_id.value(), value);
        prop_assert!(kind == TaxIdKind::Rfc || !tax_id.has_doubtful_check_digit());
    }
}
