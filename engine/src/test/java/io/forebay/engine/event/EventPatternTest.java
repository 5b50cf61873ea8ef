package io.forebay.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
    /** A list of values for a field against the field in an event; no event is one without the field. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            ['a']                                      | 'a'            | true
            ['a']                                      | 'A'            | false
            ['a','b']                                  | 'b'            | true
            ['a']                                      |                | false
            ['a']                                      | null           | false
            ['']                                       | ''             | true
            ['']                                       | null           | false
            [null]                                     | null           | true
            [null]                                     |                | false
            [null]                                     | 'null'         | false
            [true]                                     | true           | true
            [true]                                     | false          | false
            [true]                                     | 'true'         | false
            [5]                                        | 5              | true
            [5]                                        | 5.0            | true
            [300]                                      | 3.0e2          | true
            [5]                                        | '5'            | false
            ['5']                                      | 5              | false
            ['a']                                      | ['b','a']      | true
            ['a']                                      | [['b',['a']]]  | true
            ['a']                                      | []             | false
            ['a','b']                                  | ['c']          | false
            ['a']                                      | {'a':'a'}      | false
            [{'prefix':'ab'}]                          | 'abc'          | true
            [{'prefix':'ab'}]                          | 'Abc'          | false
            [{'prefix':'ab'}]                          | 'a'            | false
            [{'prefix':'1'}]                           | 12             | false
            [{'prefix':''}]                            | ''             | true
            [{'prefix':{'equals-ignore-case':'AB'}}]   | 'abc'          | true
            [{'prefix':{'equals-ignore-case':'AB'}}]   | 'bac'          | false
            [{'suffix':'.csv'}]                        | 'a.csv'        | true
            [{'suffix':'.csv'}]                        | 'a.csv.gz'     | false
            [{'suffix':'.csv'}]                        | 'csv'          | false
            [{'suffix':{'equals-ignore-case':'.CSV'}}] | 'a.csv'        | true
            [{'equals-ignore-case':'ABC'}]             | 'aBc'          | true
            [{'equals-ignore-case':'ABC'}]             | 'abcd'         | false
            [{'wildcard':'a/*.csv'}]                   | 'a/b/c.csv'    | true
            [{'wildcard':'a/*.csv'}]                   | 'a/c.txt'      | false
            [{'wildcard':'*'}]                         | ''             | true
            [{'wildcard':'*'}]                         | 1              | false
            [{'wildcard':'a\\\\*b'}]               | 'a*b'          | true
            [{'wildcard':'a\\\\*b'}]               | 'axb'          | false
            [{'wildcard':'a\\\\*\\\\*b'}]      | 'a**b'         | true
            [{'wildcard':'*\\\\**'}]                    | 'a*b'          | true
            [{'anything-but':'a'}]                     | 'b'            | true
            [{'anything-but':'a'}]                     | 'a'            | false
            [{'anything-but':'a'}]                     | 1              | true
            [{'anything-but':'a'}]                     |                | false
            [{'anything-but':'a'}]                     | ['a']          | false
            [{'anything-but':'a'}]                     | ['a','b']      | true
            [{'anything-but':['a','b']}]               | 'b'            | false
            [{'anything-but':['a','b']}]               | 'c'            | true
            [{'anything-but':123}]                     | 123.0          | false
            [{'anything-but':[100,200]}]               | 300            | true
            [{'anything-but':[100,200]}]               | 200            | false
            [{'anything-but':{'prefix':'init'}}]       | 'initial'      | false
            [{'anything-but':{'prefix':'init'}}]       | 'running'      | true
            [{'anything-but':{'prefix':['i','r']}}]    | 'running'      | false
            [{'anything-but':{'suffix':'.png'}}]       | 'a.png'        | false
            [{'anything-but':{'suffix':['.png','.x']}}] | 'a.csv'       | true
            [{'anything-but':{'equals-ignore-case':'a'}}] | 'A'         | false
            [{'anything-but':{'equals-ignore-case':['a','b']}}] | 'B'   | false
            [{'anything-but':{'equals-ignore-case':['a','b']}}] | 'C'   | true
            [{'anything-but':{'wildcard':'*/lib/*'}}]  | '/usr/lib/a'   | false
            [{'anything-but':{'wildcard':['*/lib/*','*.so']}}] | '/usr/a' | true
            [{'anything-but':{'wildcard':'*/lib/*'}}]  |                | false
            [{'numeric':['=',5]}]                      | 5.00           | true
            [{'numeric':['=',3.018e2]}]                | 301.8          | true
            [{'numeric':['=',5]}]                      | '5'            | false
            [{'numeric':['<',5]}]                      | 5              | false
            [{'numeric':['<=',5]}]                     | 5              | true
            [{'numeric':['>',5]}]                      | 5              | false
            [{'numeric':['>=',5]}]                     | 5              | true
            [{'numeric':['>',0,'<=',5]}]               | 0              | false
            [{'numeric':['>',0,'<=',5]}]               | 0.000001       | true
            [{'numeric':['>',0,'<=',5]}]               | 5              | true
            [{'numeric':['>=',0,'<',5]}]               | 0              | true
            [{'numeric':['>=',0,'<',5]}]               | 5              | false
            [{'numeric':['>',10000000000]}]            | 10000000001    | true
            [{'cidr':'10.0.0.0/24'}]                   | '10.0.0.255'   | true
            [{'cidr':'10.0.0.0/24'}]                   | '10.0.1.0'     | false
            [{'cidr':'10.0.0.7/25'}]                   | '10.0.0.127'   | true
            [{'cidr':'10.0.0.7/25'}]                   | '10.0.0.128'   | false
            [{'cidr':'0.0.0.0/0'}]                     | '9.9.9.9'      | true
            [{'cidr':'10.0.0.0/8'}]                    | '10.0.0.256'   | false
            [{'cidr':'10.0.0.0/8'}]                    | 'localhost'    | false
            [{'cidr':'10.0.0.0/8'}]                    | '::1'          | false
            [{'cidr':'2001:db8::/32'}]                 | '2001:db8:1::1' | true
            [{'cidr':'2001:db8::/32'}]                 | '2001:db9::1'  | false
            [{'exists':true}]                          | 1              | true
            [{'exists':true}]                          | null           | true
            [{'exists':true}]                          |                | false
            [{'exists':true}]                          | {'c':1}        | false
            [{'exists':false}]                         |                | true
            [{'exists':false}]                         | ''             | false
            [{'exists':false}]                         | {'c':1}        | true
            [{'exists':false}]                         | []             | true
            ['a',{'exists':false}]                     |                | true
            ['a',{'exists':false}]                     | 'a'            | true
            ['a',{'exists':false}]                     | 'b'            | false
            ['a',{'prefix':'b'},{'numeric':['>',5]}]   | 'bc'           | true
            ['a',{'prefix':'b'},{'numeric':['>',5]}]   | 6              | true
            """)
    void comparesAField(String values, String field, boolean expected) {
        String event = field == null ? "{'other':1}" : "{'x':" + field + "}";
        assertThat(matches("{'x':" + values + "}", event)).isEqualTo(expected);
        assertThat(matches("{'detail':{'x':" + values + "}}", "{'detail':" + event + "}"))
                .isEqualTo(expected);
    }

    @Test
    void wantsAllFieldsAndIgnoresOthers() {
        String pattern = "{'source':['aws.s3'],'detail':{'bucket':{'name':['b']},'object':{'key':[{'prefix':'in/'}]}}}";
        String event = "{'source':'aws.s3','id':1,'detail':{'bucket':{'name':'b'},'object':{'key':'%s','size':1}}}";
        assertThat(matches(pattern, event.formatted("in/x"))).isTrue();
        assertThat(matches(pattern, event.formatted("out/x"))).isFalse();
        assertThat(matches(pattern, "{'source':'aws.s3'}")).isFalse();
        assertThat(matches(pattern, "{'source':'aws.s3','detail':'text'}")).isFalse();
    }

    @Test
    void findsWhatIsNotThereInsideOfWhatIsNotThere() {
        String pattern = "{'detail':{'error':[{'exists':false}]}}";
        assertThat(matches(pattern, "{'source':'x'}")).isTrue();
        assertThat(matches(pattern, "{'detail':{}}")).isTrue();
        assertThat(matches(pattern, "{'detail':5}")).isTrue();
        assertThat(matches(pattern, "{'detail':{'error':'e'}}")).isFalse();
    }

    /** As the README of event-ruler tells of arrays: what is of different elements does not match together. */
    @Test
    void matchesTheFieldsOfOneElementTogether() {
        String event = "{'employees':[{'first':'Ada','last':'Byron'},{'first':'Alan','last':'Turing'}]}";
        assertThat(matches("{'employees':{'first':['Alan'],'last':['Turing']}}", event))
                .isTrue();
        assertThat(matches("{'employees':{'first':['Ada'],'last':['Turing']}}", event))
                .isFalse();
        assertThat(matches("{'employees':{'first':['Ada'],'$or':[{'last':['Turing']},{'last':['Byron']}]}}", event))
                .isTrue();
        assertThat(matches("{'employees':{'middle':[{'exists':false}]}}", event))
                .isTrue();
        assertThat(matches("{'employees':{'first':[{'exists':false}]}}", event)).isFalse();
    }

    @Test
    void doesNotFindMissingWhatAnotherElementHas() {
        String pattern = "{'list':{'b':[{'exists':false}]}}";
        assertThat(matches(pattern, "{'list':[{'a':1},{'b':1}]}")).isFalse();
        assertThat(matches(pattern, "{'list':[{'a':1},{'c':1}]}")).isTrue();
        assertThat(matches(pattern, "{'list':[]}")).isTrue();
    }

    @Test
    void takesOneOfAnOr() {
        String pattern = "{'source':['s'],'$or':[{'a':[1]},{'b':[2],'c':[3]},{'$or':[{'d':[4]},{'e':[5]}],'f':[6]}]}";
        assertThat(matches(pattern, "{'source':'s','a':1}")).isTrue();
        assertThat(matches(pattern, "{'source':'s','b':2}")).isFalse();
        assertThat(matches(pattern, "{'source':'s','b':2,'c':3}")).isTrue();
        assertThat(matches(pattern, "{'source':'s','e':5,'f':6}")).isTrue();
        assertThat(matches(pattern, "{'source':'s','f':6}")).isFalse();
        assertThat(matches(pattern, "{'a':1}")).isFalse();
    }

    @Test
    void takesAnOrThatIsNoneAsAField() {
        assertThat(matches("{'$or':['x']}", "{'$or':'x'}")).isTrue();
        assertThat(matches("{'$or':{'x':[1]}}", "{'$or':{'x':1}}")).isTrue();
        assertThat(matches("{'$or':[{'prefix':'a'},{'suffix':'b'}]}", "{'$or':'xb'}"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            5                                        | Event pattern is not valid: an object is expected.
            {}                                       | Event pattern is not valid: empty objects are not allowed.
            {'a':{}}                                 | at a: empty objects are not allowed
            {'a':'b'}                                | at a: an array of values, or an object, is expected
            {'a':{'b':1}}                            | at a.b: an array of values, or an object, is expected
            {'a':[]}                                 | at a: empty arrays are not allowed
            {'a':[['b']]}                            | at a: arrays in the list of values are not allowed
            {'a':[{}]}                               | at a: a filter has exactly one name, this has 0
            {'a':[{'prefix':'a','suffix':'b'}]}      | at a: a filter has exactly one name, this has 2
            {'a':[{'prefx':'a'}]}                    | at a: there is no filter 'prefx'; there are [anything-but, cidr,
            {'a':[{'prefix':1}]}                     | at a: 'prefix' must be a string
            {'a':[{'prefix':{'suffix':'x'}}]}        | at a: 'prefix' takes a string or 'equals-ignore-case', not 'suffix'
            {'a':[{'suffix':[1]}]}                   | at a: 'suffix' must be a string
            {'a':[{'equals-ignore-case':1}]}         | at a: 'equals-ignore-case' must be a string
            {'a':[{'wildcard':'a**b'}]}              | at a: 'wildcard' a**b has two wildcards next to each other
            {'a':[{'wildcard':'a\\\\b'}]}        | has a '\\' that escapes nothing
            {'a':[{'exists':'yes'}]}                 | at a: 'exists' must be true or false
            {'a':[{'anything-but':true}]}            | at a: 'anything-but' must be a string, a number, a list of either
            {'a':[{'anything-but':[]}]}              | at a: 'anything-but' must be
            {'a':[{'anything-but':['a',1]}]}         | at a: 'anything-but' must be
            {'a':[{'anything-but':{'numeric':1}}]}   | at a: 'anything-but' takes prefix, suffix, equals-ignore-case or wildcard
            {'a':[{'anything-but':{'prefix':''}}]}   | at a: 'prefix' must not be empty in 'anything-but'
            {'a':[{'anything-but':{'prefix':[]}}]}   | at a: empty arrays are not allowed
            {'a':[{'numeric':5}]}                    | at a: 'numeric' must be a list such as
            {'a':[{'numeric':['>',1,'<']}]}          | at a: 'numeric' must be a list such as
            {'a':[{'numeric':['!',1]}]}              | at a: 'numeric' knows the operators = < <= > >=, not '!'
            {'a':[{'numeric':['>','1']}]}            | at a: a bound of 'numeric' must be a number
            {'a':[{'numeric':['<',5,'>',1]}]}        | at a: a range of 'numeric' has > or >= first
            {'a':[{'numeric':['>',5,'<',5]}]}        | at a: the range of 'numeric' is empty: 5 to 5
            {'a':[{'cidr':'10.0.0.0'}]}              | at a: 'cidr' must be like 10.0.0.0/24
            {'a':[{'cidr':'10.0.0.0/33'}]}           | at a: 'cidr' 10.0.0.0/33 has more than 32 bits
            {'a':[{'cidr':'::/129'}]}                | at a: 'cidr' ::/129 has more than 128 bits
            {'a':[{'cidr':'10.0.0.300/8'}]}          | at a: 'cidr' must be like
            {'a':[{'cidr':'example.com/8'}]}         | at a: 'cidr' must be like
            {'$or':[{'a':[1]},{'b':5}]}              | at $or[1].b: an array of values
            {'$or':[{'a':[1]}]}                      | at $or: there is no filter 'a'
            """)
    void saysWhatIsWrong(String pattern, String reason) {
        assertThatThrownBy(() -> EventPattern.of(json(pattern)))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.INVALID_PARAMETER))
                .hasMessageContaining(reason);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> EventPattern.of(json("{'a':['" + "x".repeat(4096) + "']}")))
                .hasMessageContaining("4096 are allowed");
    }

    private static boolean matches(String pattern, String event) {
        return EventPattern.of(json(pattern)).matches(json(event));
    }

    static JsonNode json(String text) {
        return Json.parseOwn(text.replace('\'', '"'));
    }
}
