package io.forebay.torture;

import java.util.List;

/** What must hold of one parser, whatever bytes it is given. Stateless between inputs; used by one thread. */
public interface Target {
    /** Its name on the command line and of its folder of kept inputs: lower case, with hyphens. */
    String name();

    /** Inputs to start from: at least one of each kind that the parser takes. */
    List<byte[]> seeds();

    /** Throws anything when something does not hold. */
    void run(byte[] input) throws Exception;
}
