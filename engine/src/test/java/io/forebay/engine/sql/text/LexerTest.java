package io.forebay.engine.sql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LexerTest {
    private static List<String> texts(String sql) {
        return Lexer.lex(sql).stream().map(Token::text).toList();
    }

    private static Token only(String sql) {
        List<Token> tokens = Lexer.lex(sql);
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }

    @Test
    void knowsTheOffsetsOfEveryToken() {
        String sql = "select /* x */ \"A\"\"b\", 'it''s' -- end\n from t;";
        for (Token token : Lexer.lex(sql)) {
            assertThat(sql.substring(token.start(), token.end())).isEqualTo(token.text());
        }
        assertThat(texts(sql)).containsExactly("select", "\"A\"\"b\"", ",", "'it''s'", "from", "t", ";");
    }

    @Test
    void foldsNamesButNotStrings() {
        assertThat(only("FooBar").value()).isEqualTo("foobar");
        assertThat(only("\"Foo\"\"Bar\"").value()).isEqualTo("foo\"bar");
        assertThat(only("'FooBar'").value()).isEqualTo("FooBar");
        assertThat(only("\"\u212a\u00c4\"").value()).isEqualTo("\u212a\u00c4");
    }

    @Test
    void readsBackslashesOnlyInEscapeStrings() {
        assertThat(only("'a\\t\\'").value()).isEqualTo("a\\t\\");
        assertThat(only("E'a\\t\\'\\\\\\101\\x42\\u0043\\U00000044\\q'").value())
                .isEqualTo("a\t'\\ABCDq");
    }

    @Test
    void readsDollarStrings() {
        assertThat(only("$$a ' ; -- $b$ $$").value()).isEqualTo("a ' ; -- $b$ ");
        assertThat(only("$Tag$a$$b$tag$c$Tag$").value()).isEqualTo("a$$b$tag$c");
        assertThat(texts("$1 $23")).containsExactly("$1", "$23");
    }

    @Test
    void skipsNestedComments() {
        assertThat(texts("a/*1/*2*/3*/b--c\rd--e")).containsExactly("a", "b", "d");
    }

    @Test
    void splitsOperators() {
        assertThat(texts("a::int4>=-1")).containsExactly("a", "::", "int4", ">=", "-", "1");
        assertThat(texts("a->>'b'||c")).containsExactly("a", "->>", "'b'", "||", "c");
        assertThat(texts("a*-- x\n/**/b")).containsExactly("a", "*", "b");
        assertThat(texts("1.5e-3 .5 1. 1e5 [1:2]"))
                .containsExactly("1.5e-3", ".5", "1.", "1e5", "[", "1", ":", "2", "]");
        assertThat(texts("#t,a#b #1 x:=y")).containsExactly("#t", ",", "a", "#b", "#", "1", "x", ":=", "y");
    }

    /** They took the third power of their number: 30000 of them went on for hours. */
    @Test
    @Timeout(10)
    void splitsManySignsSoon() {
        assertThat(texts("1" + "+".repeat(100_000) + "1")).hasSize(100_002);
        assertThat(texts("1" + "+-".repeat(50_000) + "1")).hasSize(100_002);
    }

    @Test
    void takesWhiteSpaceOfAnyScript() {
        assertThat(texts("a\u00a0b\u2003c\u3000d\u200be\ufefff\u0085g"))
                .containsExactly("a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    void refusesNul() {
        assertThatThrownBy(() -> Lexer.lex("select '\0'")).isInstanceOf(ForebayException.class);
        assertThatThrownBy(() -> Lexer.lex("select \0")).isInstanceOf(ForebayException.class);
        assertThatThrownBy(() -> Lexer.lex("select $$\0$$")).isInstanceOf(ForebayException.class);
    }
}
