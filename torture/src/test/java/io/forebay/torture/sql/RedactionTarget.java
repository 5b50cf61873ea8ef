package io.forebay.torture.sql;

import io.forebay.engine.sql.text.Redaction;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.util.List;

/** A secret planted behind its name is blanked, whatever stands around it. */
public final class RedactionTarget implements Target {
    private static final String SECRET = "hUsHhUsH0123";
    private static final List<String> PLANTS = List.of(
            " credentials '" + SECRET + "' ",
            " secret_access_key '" + SECRET + "' ",
            " ACCESS_KEY_ID as '" + SECRET + "' ",
            " session_token = '" + SECRET + "' ",
            " password \"" + SECRET + "\" ",
            " credentials 'aws_access_key_id=" + SECRET + ";aws_secret_access_key=" + SECRET + "' ",
            " credentials $$" + SECRET + "$$ ",
            " aws_secret_access_key=" + SECRET + " ",
            " s3://user:" + SECRET + "@host/ ",
            " with credentials as /* x */ '" + SECRET + "' ");

    @Override
    public String name() {
        return "redaction";
    }

    @Override
    public List<byte[]> seeds() {
        return java.util.stream.IntStream.range(0, PLANTS.size())
                .mapToObj(plant -> Input.of("copy t from 's3://b/k' csv; select 'x', \"y\" -- z", plant, 22))
                .toList();
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        String plant = input.pick(PLANTS);
        int at = input.below(256);
        String text = input.restText().replace(SECRET, "");
        int place = Math.min(at, text.length());
        String sql = text.substring(0, place) + plant + text.substring(place);
        String redacted = Redaction.redact(sql);
        if (redacted.contains(SECRET)) {
            throw new AssertionError("the secret shows: " + redacted);
        }
        if (!Redaction.redact(redacted).equals(redacted)) {
            throw new AssertionError("redacted again " + Redaction.redact(redacted) + "\nfrom " + redacted);
        }
    }
}
