package io.forebay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.flow.host.task.HttpRules;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void takesTheDeclaredDefaultsWhenNothingIsGiven() {
        Settings settings = Settings.builder(folder).build();

        assertThat(settings.data()).isEqualTo(folder.resolve("forebay-data"));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.sqlPort()).isEqualTo(5439);
        assertThat(settings.httpPort()).isEqualTo(5480);
        assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.buckets()).isEmpty();
        assertThat(settings.warehouse().getScheme()).isEqualTo("duckdb");
        assertThat(settings.warehouse().getPath())
                .isEqualTo(folder.resolve("forebay-data/dev.duckdb").toString());
    }

    @Test
    void everyDeclaredDefaultIsOfItsOwnType() {
        Settings settings = Settings.builder(folder).build();

        assertThat(Keys.all())
                .allSatisfy(setting -> assertThat(settings.find(setting).isPresent())
                        .as(setting.key())
                        .isEqualTo(setting.fallback() != null));
    }

    @Test
    void takesLambdaFunctionsByNameAndHidesWhereTheyAre() throws IOException {
        write("lambda:\n  geo: https://me:pw@h.example/geo?key=s3cret\n  next-manifest: http://127.0.0.1:9000\n");
        Settings settings = Settings.builder(folder)
                .file(null)
                .flag("lambda", "geo=http://127.0.0.1:1/")
                .build();

        assertThat(settings.lambdas())
                .containsOnly(
                        Map.entry("geo", URI.create("http://127.0.0.1:1/")),
                        Map.entry("next-manifest", URI.create("http://127.0.0.1:9000")));
        assertThat(settings.toString()).doesNotContain("s3cret", "127.0.0.1:9000", "pw");
        for (String wrong : new String[] {"geo", "geo=ftp://h/", "geo=http:///x", "a b=http://h/", "=http://h/"}) {
            assertThatThrownBy(() -> Settings.builder(folder).flag("lambda", wrong))
                    .hasMessageContaining("--lambda must be a function's name, =, and an address of http or https");
        }
    }

    @Test
    void takesFunctionsThatAreCommandsWhereCommandsAreAllowed() throws IOException {
        write(
                "shell.allow: true\nsql.password: pw\nlambda:\n  geo: http://h/\n  clean: command:./clean.sh --day \"a b\" ''\n");
        Settings settings = Settings.builder(folder).file(null).build();

        assertThat(settings.lambdas()).containsOnlyKeys("geo");
        assertThat(settings.lambdaCommands())
                .containsOnly(Map.entry("clean", List.of("./clean.sh", "--day", "a b", "")));
        assertThat(settings.shellFolder()).isEqualTo(settings.data());
        for (String wrong : new String[] {"f=command:", "f=command: ", "f=command:a 'b"}) {
            assertThatThrownBy(() -> Settings.builder(folder).flag("lambda", wrong))
                    .hasMessageContaining("command: and a command line");
        }
        assertThatThrownBy(() ->
                        Settings.builder(folder).flag("lambda", "f=command:ls").build())
                .hasMessageContaining("lambda.f is a command, and shell.allow does not allow them");
    }

    /** Anybody on this machine could make a state machine, and have it run a command as the server's user. */
    @Test
    void allowsNoCommandsWhereNobodyHasToSign() {
        SettingsBuilder open = Settings.builder(folder).flag("shell.allow", "true");
        assertThatThrownBy(open::build).hasMessageContaining("shell.allow");
        open.flag("access-key", "AKIAIOSFODNN7EXAMPLE=0123456789abcdef");
        assertThat(open.build().value(Keys.SHELL_ALLOW)).isTrue();
    }

    @Test
    void takesConnectionsAndHidesWhatTheyHold() {
        Settings settings = Settings.builder(folder)
                .flag("http-invoke.allow", "api.example.com, Localhost:8080,[::1]:80")
                .flag("connection", "crm=bearer t0p")
                .flag("connection", "shop.eu=basic me:pa:ss")
                .flag("connection", "geo=header X-Api-Key k 3y")
                .build();

        HttpRules rules = settings.httpRules();
        assertThat(rules.allowed()).containsExactly("api.example.com", "localhost:8080", "[::1]:80");
        assertThat(rules.connections())
                .containsOnly(
                        Map.entry("crm", new HttpRules.Connection("Authorization", "Bearer t0p")),
                        Map.entry("shop.eu", new HttpRules.Connection("Authorization", "Basic bWU6cGE6c3M=")),
                        Map.entry("geo", new HttpRules.Connection("X-Api-Key", "k 3y")));
        assertThat(settings.toString() + rules).doesNotContain("t0p", "pa:ss", "3y", "bWU6");
        for (String wrong :
                new String[] {"crm", "crm=t0p", "crm=basic me", "crm=bearer a b", "crm=header X", "a b=bearer c"}) {
            assertThatThrownBy(() -> Settings.builder(folder).flag("connection", wrong))
                    .hasMessageContaining("--connection must be a connection's name")
                    .hasMessageNotContaining(wrong);
        }
        for (String wrong : new String[] {"http://h", "a b", "a,", "h:x"}) {
            assertThatThrownBy(() -> Settings.builder(folder).flag("http-invoke.allow", wrong))
                    .hasMessageContaining("--http-invoke.allow must be a host");
        }
    }

    @Test
    void tellsWhatWasGivenFromWhatIsADefault() {
        Settings settings = Settings.builder(folder)
                .flag("warehouse.connections", "7")
                .flag("warehouse", "postgresql://db/dev")
                .build();

        assertThat(settings.section("warehouse")).containsKeys("connections", "memory-limit");
        assertThat(settings.givenSection("warehouse")).containsOnly(Map.entry("connections", "7"));
    }

    @Test
    void tellsNoPasswordOfAUrlThatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Settings.builder(folder).flag("warehouse", "postgresql://u:p@ss%/@db/dev"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("postgresql://***@db/dev")
                .hasMessageNotContaining("ss%");
    }

    @Test
    void noGroupOfKeysIsNamedInTheSingularAndInThePlural() {
        Set<String> groups = Keys.all().stream()
                .map(setting -> setting.key().split("\\.")[0])
                .collect(Collectors.toSet());

        assertThat(groups).allSatisfy(group -> assertThat(groups).doesNotContain(group + "s"));
    }

    @Test
    void everyExampleIsOfItsOwnType() {
        assertThat(Keys.all())
                .allSatisfy(setting -> assertThat(setting.kind().parser().parse(setting.example(), folder))
                        .as(setting.key())
                        .isNotNull());
    }

    @Test
    void readsNestedAndDottedKeysOfAFileAsTheSame() throws IOException {
        write("sql:\n  max-connections: 7\nstore.s3.region: eu-west-1\nstore:\n  s3:\n    path-style: true\n");

        Settings settings = Settings.builder(folder).file(null).build();

        assertThat(settings.value(Keys.MAX_CONNECTIONS)).isEqualTo(7);
        assertThat(settings.section("store.s3"))
                .containsEntry("region", "eu-west-1")
                .containsEntry("path-style", "true")
                .doesNotContainKey("endpoint");
    }

    @Test
    void letsAFlagWinOverTheFile() throws IOException {
        write("sql-port: 6000\nhttp-port: 6001\n");

        Settings settings =
                Settings.builder(folder).file(null).flag(Keys.SQL_PORT, "7000").build();

        assertThat(settings.sqlPort()).isEqualTo(7000);
        assertThat(settings.httpPort()).isEqualTo(6001);
    }

    @Test
    void mountsTheBucketsOfTheFileAndOfTheFlags() throws IOException {
        write("bucket:\n  lake: ./lake\n  old.lake: /srv/old\n");

        Settings settings = Settings.builder(folder)
                .file(null)
                .flag(Keys.BUCKETS, "new=here")
                .flag(Keys.BUCKETS, "lake=elsewhere")
                .build();

        assertThat(settings.buckets())
                .containsEntry("lake", folder.resolve("elsewhere"))
                .containsEntry("new", folder.resolve("here"))
                .containsEntry("old.lake", Path.of("/srv/old"))
                .hasSize(3);
    }

    @Test
    void startsRelativePathsOfAFileInTheFilesFolder() throws IOException {
        Path file = Files.createDirectories(folder.resolve("conf")).resolve("some.yaml");
        Files.writeString(file, "data: kept\n");

        Settings settings =
                Settings.builder(folder).file(Path.of("conf/some.yaml")).build();

        assertThat(settings.data()).isEqualTo(folder.resolve("conf/kept"));
    }

    @Test
    void refusesAnUnknownKeyWithItsLineAndTheNearestOne() throws IOException {
        write("host: 127.0.0.1\nsql-prot: 5439\n");

        assertThatThrownBy(() -> Settings.builder(folder).file(null))
                .isInstanceOfSatisfying(ForebayException.class, e -> {
                    assertThat(e.code()).isEqualTo(SettingError.UNKNOWN_SETTING);
                    assertThat(e).hasMessage("forebay.yaml line 2: sql-prot is no setting");
                    assertThat(e.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).startsWith("Did you mean sql-port?"));
                });
    }

    @Test
    void refusesAWrongTypeWithKeyValueTypeAndExample() throws IOException {
        write("\npoll-interval: soon\n");

        assertThatThrownBy(() -> Settings.builder(folder).file(null))
                .isInstanceOfSatisfying(ForebayException.class, e -> {
                    assertThat(e)
                            .hasMessage("forebay.yaml line 2: poll-interval must be a number with ms, s, m or h,"
                                    + " not \"soon\"");
                    assertThat(e.hint()).contains("For example: poll-interval: 500ms");
                });
    }

    @Test
    void refusesAKeyThatIsGivenTwice() throws IOException {
        write("sql.password: a\nsql:\n  password: b\n");

        assertThatThrownBy(() -> Settings.builder(folder).file(null))
                .hasMessageContaining("sql.password is given a second time, first at forebay.yaml line 1");
    }

    @Test
    void refusesAKeyWithoutAValue() throws IOException {
        write("data:\n");

        assertThatThrownBy(() -> Settings.builder(folder).file(null))
                .hasMessage("forebay.yaml line 1: data has no value");
    }

    @Test
    void refusesTextThatIsNoYaml() throws IOException {
        write("data: \"unfinished\n");

        assertThatThrownBy(() -> Settings.builder(folder).file(null)).hasMessageContaining("is not valid YAML");
    }

    @Test
    void refusesTextWithoutKeys() throws IOException {
        write("hello\n");

        assertThatThrownBy(() -> Settings.builder(folder).file(null))
                .hasMessage("forebay.yaml line 1: expected \"key: value\", found \"hello\"");
    }

    @Test
    void takesAnEmptyFile() throws IOException {
        write("# nothing yet\n");

        assertThat(Settings.builder(folder).file(null).build().sqlPort()).isEqualTo(5439);
    }

    @Test
    void refusesANamedFileThatIsNotThere() {
        assertThatThrownBy(() -> Settings.builder(folder).file(Path.of("gone.yaml")))
                .hasMessageContaining("there is no file");
    }

    @Test
    void printsNoSecret() {
        Settings settings = Settings.builder(folder)
                .flag(Keys.PASSWORD, "hunter2")
                .flag(Keys.S3_SECRET_ACCESS_KEY, "s3cr3t")
                .flag(Keys.WAREHOUSE, "postgresql://loader:pw0rd@db/dev")
                .build();

        assertThat(settings.toString())
                .contains("sql.password=***", "postgresql://***@db/dev")
                .doesNotContain("hunter2", "s3cr3t", "pw0rd");
    }

    @Test
    void refusesToListenForOthersWithoutPasswordAndTls() {
        SettingsBuilder open = Settings.builder(folder).flag(Keys.HOST, "0.0.0.0");

        assertThatThrownBy(open::build)
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(SettingError.UNSAFE_SETTINGS))
                .hasMessage("host 0.0.0.0 can be reached by others, and there is no password and no TLS");
        open.flag(Keys.PASSWORD, "x");
        assertThatThrownBy(open::build).hasMessageEndingWith("there is no TLS");
        open.flag(Keys.CERTIFICATE, "c.pem");
        assertThatThrownBy(open::build).hasMessageContaining("go together");
        open.flag(Keys.KEY, "k.pem");
        assertThat(open.build().host()).isEqualTo("0.0.0.0");
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("forebay.yaml"), text);
    }
}
