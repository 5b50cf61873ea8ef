package io.forebay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "settings.md");
    private static final String REGENERATE = "forebay.regenerate";

    @Test
    void pageListsWhatIsDeclared() throws IOException {
        if (Boolean.getBoolean(REGENERATE)) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE)
                .as("write it anew: mvn -B -pl server -am test -Dtest=SettingsReferenceTest -D" + REGENERATE
                        + "=true -Dsurefire.failIfNoSpecifiedTests=false")
                .content()
                .isEqualTo(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Settings: reference

                <!-- Generated from Keys.java by SettingsReferenceTest; do not edit. -->

                Each is a key of `forebay.yaml` and a flag of `forebay serve`; a flag wins. Keys with dots may be nested in the file. Secrets are never printed.

                | key | type | default | unit | what for |
                |---|---|---|---|---|
                """);
        for (Setting<?> setting : Keys.all()) {
            String fallback = setting.fallback() == null ? "" : "`" + setting.fallback() + "`";
            page.append("| `%s` | %s | %s | %s | %s%s |\n"
                    .formatted(
                            setting.key(),
                            setting.type(),
                            fallback,
                            setting.unit(),
                            setting.sentence(),
                            setting.secret() ? " Secret." : ""));
        }
        return page.append(
                        """

                        ## Types
                        - **path**: in a file it starts at the file's folder, as a flag at the working folder.
                        - **duration**: a number and `ms`, `s`, `m` or `h`, such as `500ms`.
                        - **size**: a number and `KB`, `MB`, `GB` or `TB`, each 1000 times the one before.
                        - **port**: 0 picks a free one.
                        - **NAME=DIR**: as a flag once for each bucket; in the file `bucket:` with a line `NAME: DIR` for each.
                        - **NAME=URL**: the same, with `lambda:` and `NAME: URL`.
                        - **NAME=HOW**: the same, with `connection:` and `NAME: HOW`, which is `basic USER:PASSWORD`, `bearer TOKEN` or `header NAME VALUE`.
                        - **hosts**: with commas between them; each a host's name or address, at any port, or `host:port`; `*` is all.
                        """)
                .toString();
    }
}
