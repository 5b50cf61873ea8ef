package io.forebay.engine.flow.value;

/**
 * What is wrong with a definition.
 *
 * @param code as ValidateStateMachineDefinition names it
 * @param pointer a JSON pointer to the field; "/" for the whole, as the service writes it
 */
public record Problem(String code, String message, String pointer) {
    public static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    public static final String TARGET = "MISSING_TRANSITION_TARGET";
    public static final String JSON = "INVALID_JSON_DESCRIPTION";

    @Override
    public String toString() {
        return code + ": " + message + " at " + pointer;
    }
}
