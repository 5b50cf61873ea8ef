package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.CommonError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an error without a SQLSTATE says: the Redshift Data API gives its text alone. */
final class ErrorWords {
    private static final Map<Pattern, CommonError> WORDS = words();

    private ErrorWords() {}

    private static Map<Pattern, CommonError> words() {
        Map<Pattern, CommonError> words = new LinkedHashMap<>();
        words.put(Pattern.compile("syntax error"), CommonError.SYNTAX);
        words.put(Pattern.compile("deadlock detected|conflict"), CommonError.CONFLICT);
        words.put(Pattern.compile("current transaction is aborted"), CommonError.FAILED_TRANSACTION);
        words.put(Pattern.compile("permission denied|must be owner"), CommonError.NOT_ALLOWED);
        words.put(Pattern.compile("column .*(does not exist|not found)"), CommonError.UNDEFINED_COLUMN);
        words.put(Pattern.compile("function .*does not exist"), CommonError.UNDEFINED_FUNCTION);
        words.put(Pattern.compile("schema .*does not exist"), CommonError.UNDEFINED_SCHEMA);
        words.put(Pattern.compile("database .*does not exist"), CommonError.UNDEFINED_DATABASE);
        words.put(Pattern.compile("(relation|table|view) .*does not exist"), CommonError.UNDEFINED_TABLE);
        words.put(Pattern.compile("(relation|table|view) .*already exists"), CommonError.DUPLICATE_TABLE);
        words.put(Pattern.compile("already exists"), CommonError.DUPLICATE_OBJECT);
        words.put(Pattern.compile("is ambiguous"), CommonError.AMBIGUOUS);
        words.put(Pattern.compile("invalid input syntax|invalid digit"), CommonError.INVALID_TEXT);
        words.put(Pattern.compile("divi(de|sion) by zero"), CommonError.DIVISION_BY_ZERO);
        words.put(Pattern.compile("out of range"), CommonError.OUT_OF_RANGE);
        words.put(Pattern.compile("cannot insert a null|null value in column"), CommonError.NOT_NULL_VIOLATION);
        words.put(Pattern.compile("cancel(l)?ed on user|canceling statement"), CommonError.CANCELLED);
        words.put(
                Pattern.compile("terminating connection|connection .*(lost|closed|reset)"),
                CommonError.CONNECTION_LOST);
        words.put(Pattern.compile("not supported"), CommonError.NOT_SUPPORTED);
        return words;
    }

    /** @param message in lower case */
    static Optional<CommonError> find(String message) {
        return WORDS.entrySet().stream()
                .filter(words -> words.getKey().matcher(message).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
