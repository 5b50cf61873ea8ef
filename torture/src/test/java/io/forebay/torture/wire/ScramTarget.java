package io.forebay.torture.wire;

import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.ScramExchange;
import io.forebay.server.wire.auth.ScramVerifier;
import io.forebay.server.wire.message.FatalWireException;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.util.List;
import java.util.Optional;

/** A login without the password never succeeds, and ends with an error of the client's; a stored verifier reads back. */
public final class ScramTarget implements Target {
    private static final String STORED = ScramVerifier.of("right").stored();

    @Override
    public String name() {
        return "scram";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.of("n,,n=u,r=abc\nc=biws,r=NONCE,p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 1),
                Input.of("y,,n=,r=x,e=1\nc=eSws,r=NONCE,x=,p=", 0),
                Input.of("p=tls-server-end-point,,n=,r=x\n", 1),
                Input.of(STORED, 1));
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        boolean known = input.flag();
        String text = input.restText();
        verifier(text);
        int newline = text.indexOf('\n');
        String first = newline < 0 ? text : text.substring(0, newline);
        String last = newline < 0 ? "" : text.substring(newline + 1);
        Optional<Credential> credential =
                known ? Optional.of(Credential.password(ScramVerifier.parse(STORED))) : Optional.empty();
        ScramExchange exchange = new ScramExchange("u", credential);
        try {
            String answer = exchange.first(first);
            String nonce = answer.substring(2, answer.indexOf(",s="));
            if (exchange.last(last.replace("NONCE", nonce)).isPresent()) {
                throw new AssertionError("let in without the password");
            }
        } catch (FatalWireException e) {
            // what a client is told
        }
    }

    private static void verifier(String text) {
        ScramVerifier verifier;
        try {
            verifier = ScramVerifier.parse(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        String stored = verifier.stored();
        if (!ScramVerifier.parse(stored).stored().equals(stored)) {
            throw new AssertionError("does not read back: " + stored);
        }
    }
}
