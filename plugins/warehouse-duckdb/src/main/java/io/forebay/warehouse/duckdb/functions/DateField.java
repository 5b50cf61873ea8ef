package io.forebay.warehouse.duckdb.functions;

import java.util.List;

/**
 * The words of a format of dates and times, longest first among those that start alike. SOURCE: Amazon Redshift Database
 * Developer Guide, "Datetime format strings".
 */
enum DateField {
    Y_YYY("Y,YYY", 5),
    YYYY("YYYY", 4),
    YYY("YYY", 3),
    YY("YY", 2),
    Y("Y", 1),
    IYYY("IYYY", 4),
    IYY("IYY", 3),
    IY("IY", 2),
    IW("IW", 2),
    IDDD("IDDD", 3),
    ID("ID", 1),
    I("I", 1),
    BC_DOTS("B.C.", 0),
    AD_DOTS("A.D.", 0),
    AM_DOTS("A.M.", 0),
    PM_DOTS("P.M.", 0),
    BC("BC", 0),
    AD("AD", 0),
    AM("AM", 0),
    PM("PM", 0),
    CC("CC", 2),
    Q("Q", 1),
    MONTH("MONTH", 0),
    MON("MON", 0),
    MM("MM", 2),
    MI("MI", 2),
    MS("MS", 3),
    RM("RM", 0),
    WW("WW", 2),
    W("W", 1),
    DAY("DAY", 0),
    DY("DY", 0),
    DDD("DDD", 3),
    DD("DD", 2),
    D("D", 1),
    J("J", 7),
    HH24("HH24", 2),
    HH12("HH12", 2),
    HH("HH", 2),
    SSSSS("SSSSS", 5),
    SSSS("SSSS", 5),
    SS("SS", 2),
    US("US", 6),
    TZ("TZ", 0),
    OF("OF", 0);

    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> ROMAN_MONTHS =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

    /** The word, in capitals. */
    final String word;
    /** The most digits it takes; 0 when it is no number. */
    final int digits;

    DateField(String word, int digits) {
        this.word = word;
        this.digits = digits;
    }
}
