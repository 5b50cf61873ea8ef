package io.forebay.server.config;

import io.forebay.engine.flow.host.task.HttpRules;
import io.forebay.server.http.aws.AccessKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that settings have. */
final class Kinds {
    static final Kind<String> TEXT = new Kind<>("text", "a text that is not empty", "eu-west-1", Kinds::text);

    static final Kind<Path> PATH =
            new Kind<>("path", "a path", "./forebay-data", (text, folder) -> folder.resolve(text(text, folder))
                    .normalize());

    static final Kind<Integer> PORT =
            new Kind<>("port", "a port from 0 to 65535, where 0 picks a free one", "5439", (text, folder) ->
                    (int) number(text, 0, 65_535));

    static final Kind<Integer> COUNT = new Kind<>(
            "number", "a whole number from 1", "100", (text, folder) -> (int) number(text, 1, Integer.MAX_VALUE));

    static final Kind<Boolean> SWITCH = new Kind<>("true or false", "true or false", "true", (text, folder) -> {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    });

    static final Kind<Duration> DURATION =
            new Kind<>("duration", "a number with ms, s, m or h", "500ms", (text, folder) -> duration(text));

    static final Kind<Long> SIZE =
            new Kind<>("size", "a number from 1 with KB, MB, GB or TB", "512MB", (text, folder) -> size(text));

    static final Kind<URI> ADDRESS = new Kind<>("URL", "a URL", "http://127.0.0.1:9000", (text, folder) -> {
        URI uri = URI.create(text);
        if (uri.getScheme() == null) {
            throw new IllegalArgumentException();
        }
        return uri;
    });

    static final Kind<List<URI>> ADDRESSES = new Kind<>(
            "URLs",
            "a URL, or several with commas between them",
            "https://a.example/1,https://a.example/2",
            (text, folder) -> Arrays.stream(text.split(",", -1))
                    .map(each -> ADDRESS.parser().parse(each.strip(), folder))
                    .toList());

    static final Kind<Map<String, Path>> BUCKET = new Kind<>(
            "NAME=DIR", "a bucket's name, =, and the folder that it is served from", "lake=./lake", Kinds::bucket);

    static final Kind<Map<String, URI>> LAMBDA = new Kind<>(
            "NAME=URL",
            "a function's name, =, and an address of http or https, or command: and a command line",
            "f_manifest=http://127.0.0.1:9000/manifest",
            (text, folder) -> lambda(text));

    static final Kind<Map<String, String>> NAMED_TEXT =
            new Kind<>("NAME=TEXT", "a name, =, and its text", "SCHEMA=public", (text, folder) -> namedText(text));

    static final Kind<List<String>> HOSTS = new Kind<>(
            "hosts",
            "a host, or several with commas between them, each alone or as host:port, or * for all",
            "api.example.com,localhost:8080",
            (text, folder) -> Arrays.stream(text.split(",", -1))
                    .map(each -> host(each.strip()))
                    .toList());

    static final Kind<Map<String, HttpRules.Connection>> CONNECTION = new Kind<>(
            "NAME=HOW",
            "a connection's name, =, and basic USER:PASSWORD, bearer TOKEN, or header NAME VALUE",
            "crm=bearer abc123",
            (text, folder) -> connection(text));

    static final Kind<AccessKey> ACCESS_KEY = new Kind<>(
            "ID=SECRET",
            "an access key's id, =, its secret, and for temporary credentials a comma and their session token",
            "AKIAIOSFODNN7EXAMPLE=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
            (text, folder) -> accessKey(text));

    private static final Pattern ACCESS_KEY_ID = Pattern.compile("\\w{3,128}");
    private static final Pattern LAMBDA_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern CONNECTION_NAME = Pattern.compile("[.A-Za-z0-9_-]{1,64}");
    private static final Pattern BUCKET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern ALLOWED_HOST =
            Pattern.compile("\\*|[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final Pattern LOGIN =
            Pattern.compile("basic (?<login>[^:\\p{Cntrl}]+:\\P{Cntrl}*)|bearer (?<token>[!-~]+)"
                    + "|header (?<name>[A-Za-z0-9_-]+) (?<value>[ -~]+)");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})([A-Za-z]+)");

    private Kinds() {}

    /** One of a few words. */
    static Kind<String> choice(String... words) {
        String list = String.join(", ", words);
        return new Kind<>("one of " + list, "one of " + list, words[0], (text, folder) -> {
            String word = text.toLowerCase(Locale.ROOT);
            if (!Arrays.asList(words).contains(word)) {
                throw new IllegalArgumentException();
            }
            return word;
        });
    }

    private static String text(String text, Path folder) {
        if (text.isBlank()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static long number(String text, long least, long most) {
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Duration duration(String text) {
        Matcher amount = amount(text);
        long count = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> throw new IllegalArgumentException();
        };
    }

    private static long size(String text) {
        Matcher amount = amount(text);
        long factor =
                switch (amount.group(2)) {
                    case "KB" -> 1_000L;
                    case "MB" -> 1_000_000L;
                    case "GB" -> 1_000_000_000L;
                    case "TB" -> 1_000_000_000_000L;
                    default -> throw new IllegalArgumentException();
                };
        try {
            long size = Math.multiplyExact(Long.parseLong(amount.group(1)), factor);
            return number(Long.toString(size), 1, Long.MAX_VALUE);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Matcher amount(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new IllegalArgumentException();
        }
        return amount;
    }

    private static Map<String, Path> bucket(String text, Path folder) {
        int equals = text.indexOf('=');
        if (equals < 0 || !BUCKET_NAME.matcher(text.substring(0, equals)).matches()) {
            throw new IllegalArgumentException();
        }
        return Map.of(text.substring(0, equals), PATH.parser().parse(text.substring(equals + 1), folder));
    }

    private static Map<String, URI> lambda(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !LAMBDA_NAME.matcher(text.substring(0, equals)).matches()) {
            throw new IllegalArgumentException();
        }
        String place = text.substring(equals + 1);
        if (place.startsWith(CommandLine.START)) {
            return Map.of(text.substring(0, equals), CommandLine.address(place));
        }
        URI address = URI.create(place);
        boolean known = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!known || address.getHost() == null) {
            throw new IllegalArgumentException();
        }
        return Map.of(text.substring(0, equals), address);
    }

    private static String host(String text) {
        if (!ALLOWED_HOST.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static Map<String, HttpRules.Connection> connection(String text) {
        int equals = text.indexOf('=');
        Matcher login = LOGIN.matcher(text.substring(equals + 1));
        if (equals < 0 || !CONNECTION_NAME.matcher(text.substring(0, equals)).matches() || !login.matches()) {
            throw new IllegalArgumentException();
        }
        return Map.of(text.substring(0, equals), connection(login));
    }

    private static HttpRules.Connection connection(Matcher login) {
        if (login.group("name") != null) {
            return new HttpRules.Connection(login.group("name"), login.group("value"));
        }
        String value = login.group("token") == null
                ? "Basic "
                        + Base64.getEncoder()
                                .encodeToString(login.group("login").getBytes(StandardCharsets.UTF_8))
                : "Bearer " + login.group("token");
        return new HttpRules.Connection("Authorization", value);
    }

    private static AccessKey accessKey(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !ACCESS_KEY_ID.matcher(text.substring(0, equals)).matches()) {
            throw new IllegalArgumentException();
        }
        String rest = text.substring(equals + 1);
        int comma = rest.indexOf(',');
        String secret = comma < 0 ? rest : rest.substring(0, comma);
        if (secret.length() < 16) {
            throw new IllegalArgumentException();
        }
        return new AccessKey(text.substring(0, equals), secret, comma < 0 ? null : rest.substring(comma + 1));
    }

    private static Map<String, String> namedText(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !LAMBDA_NAME.matcher(text.substring(0, equals)).matches()) {
            throw new IllegalArgumentException();
        }
        return Map.of(text.substring(0, equals), text.substring(equals + 1));
    }
}
