package io.forebay.engine.external;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the functions are that LAMBDA names. The addresses may hold secrets, so they are in no message and no log.
 *
 * @param timeout how long an answer may take
 */
public record Endpoints(Map<String, URI> addresses, Duration timeout) {
    /** None at all. */
    public static final Endpoints NONE = new Endpoints(Map.of(), Duration.ofSeconds(60));

    private static final String ARN_PART = ":function:";

    public Endpoints {
        addresses = Map.copyOf(addresses);
    }

    /**
     * The address of a function.
     *
     * @param lambda as LAMBDA has it; of an ARN the function's name counts
     * @throws ForebayException UNDEFINED_OBJECT
     */
    public URI address(String lambda) {
        String name = name(lambda);
        URI address = addresses.get(name);
        if (address == null) {
            String known = addresses.isEmpty()
                    ? "There is none so far."
                    : "There are " + String.join(", ", new TreeMap<>(addresses).keySet()) + ".";
            throw new ForebayException(
                            CommonError.UNDEFINED_OBJECT, "no setting says where the Lambda function " + name + " is")
                    .withHint("Start the server with --lambda " + name + "=http://…, or write lambda." + name
                            + ": http://… into forebay.yaml. " + known);
        }
        return address;
    }

    /** Checks that a function has an address. @throws ForebayException UNDEFINED_OBJECT */
    public void check(String lambda) {
        address(lambda);
    }

    /** The function's name without the rest of its ARN, its version or alias. */
    public static String name(String lambda) {
        int arn = lambda.indexOf(ARN_PART);
        return (arn < 0 ? lambda : lambda.substring(arn + ARN_PART.length())).replaceFirst(":.*", "");
    }
}
