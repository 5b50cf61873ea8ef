package io.forebay.server.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.wire.message.FatalWireException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScramVerifierTest {
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    private static ScramExchange exchange(Optional<Credential> credential) {
        return new ScramExchange("user", credential, SERVER_NONCE);
    }

    private static Optional<Credential> pencil() {
        return Optional.of(Credential.password(ScramVerifier.of("pencil", SALT, 4096)));
    }

    /** SOURCE: RFC 7677, section 3. */
    @Test
    void speaksTheExampleOfTheStandard() throws FatalWireException {
        ScramExchange exchange = exchange(pencil());
        assertThat(exchange.first("n,,n=user,r=" + CLIENT_NONCE))
                .isEqualTo("r=" + CLIENT_NONCE + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(exchange.last("c=biws,r=" + CLIENT_NONCE + SERVER_NONCE + ",p=" + PROOF))
                .contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void refusesAProofOfAnotherPasswordAndAUserWithout() throws FatalWireException {
        Optional<Credential> other = Optional.of(Credential.password(ScramVerifier.of("pen", SALT, 4096)));
        for (Optional<Credential> credential :
                List.of(other, Optional.<Credential>empty(), Optional.of(Credential.withoutPassword()))) {
            ScramExchange exchange = exchange(credential);
            exchange.first("n,,n=,r=" + CLIENT_NONCE);
            assertThat(exchange.last("c=biws,r=" + CLIENT_NONCE + SERVER_NONCE + ",p=" + PROOF))
                    .isEmpty();
        }
    }

    @Test
    void showsAnUnknownUserTheSameSaltEachTime() throws FatalWireException {
        String once = exchange(Optional.empty()).first("n,,n=,r=abc");
        assertThat(exchange(Optional.empty()).first("n,,n=,r=abc"))
                .isEqualTo(once)
                .endsWith(",i=4096");
        assertThat(new ScramExchange("else", Optional.empty(), SERVER_NONCE).first("n,,n=,r=abc"))
                .isNotEqualTo(once);
    }

    @Test
    void refusesWhatBreaksTheExchange() throws FatalWireException {
        for (String first : new String[] {"", "p=tls-unique,,n=,r=a", "n,,", "n,,m=x,n=,r=a", "n,,n=,r=", "x"}) {
            assertThatThrownBy(() -> exchange(pencil()).first(first))
                    .as(first)
                    .isInstanceOf(FatalWireException.class)
                    .hasMessageContaining("malformed SCRAM message");
        }
        String nonce = "r=" + CLIENT_NONCE + SERVER_NONCE;
        for (String last : new String[] {
            "",
            "c=biws," + nonce,
            "c=eSws," + nonce + ",p=" + PROOF,
            "c=biws,r=x,p=" + PROOF,
            "c=biws," + nonce + ",p=!"
        }) {
            ScramExchange exchange = exchange(pencil());
            exchange.first("n,,n=user,r=" + CLIENT_NONCE);
            assertThatThrownBy(() -> exchange.last(last)).as(last).isInstanceOf(FatalWireException.class);
        }
    }

    @Test
    void storesAndReadsPostgresForm() {
        ScramVerifier made = ScramVerifier.of("secret");
        assertThat(made.stored()).matches("SCRAM-SHA-256\\$4096:.{24}\\$.{44}:.{44}");
        ScramVerifier read = ScramVerifier.parse(made.stored());
        assertThat(read.stored()).isEqualTo(made.stored());
        assertThat(read.matches("secret")).isTrue();
        assertThat(read.matches("Secret")).isFalse();
        assertThat(read.matches("")).isFalse();
        assertThat(made.toString()).isEqualTo("ScramVerifier");
    }

    @Test
    void readsAVerifierMadeByPostgres() {
        // Made from the standard's example: password pencil, its salt.
        ScramVerifier read =
                ScramVerifier.parse(ScramVerifier.of("pencil", SALT, 4096).stored());
        assertThat(read.stored())
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
                        + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }

    @Test
    void refusesATextThatIsNoVerifier() {
        for (String text :
                new String[] {"", "md5abc", "SCRAM-SHA-256$0:aa$aa:aa", "SCRAM-SHA-256$4096:aGk=$aGk=:aGk="}) {
            assertThatThrownBy(() -> ScramVerifier.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ScramVerifier.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    /** SOURCE: RFC 4013, section 3. */
    @Test
    void makesEqualWhatIsTypedInTwoWays() {
        assertThat(SaslPrep.prepare("I\u00adX")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("user")).isEqualTo("user");
        assertThat(SaslPrep.prepare("\u00aa")).isEqualTo("a");
        assertThat(SaslPrep.prepare("\u2168")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("a\u00a0b")).isEqualTo("a b");
        assertThat(SaslPrep.prepare("\u0007")).isEqualTo("\u0007");
    }
}
