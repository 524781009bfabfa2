package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the arguments of a runnable become. */
class ArgumentTest {

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void enter() {
    home = new Home(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "false           | 'boolean' | false",
        "4               | 'integer' | 4",
        "-9223372036854775808 | 'integer' | -9223372036854775808",
        "9223372036854775807  | 'integer' | 9223372036854775807",
        "9007199254740993     | 'integer' | 9007199254740993",
        "0xff            | 'integer' | 255",
        "0.5             | 'number'  | 0.5",
        "0.0             | 'number'  | 0.0",
        "-0.0            | 'number'  | -0.0",
        "1e3             | 'number'  | 1000.0",
        "'nightly'       | 'string'  | 'nightly'",
        "''              | 'string'  | ''",
        "'ü文😀'          | 'string'  | 'ü文😀'",
        "['a', 1, 2.0]   | 'string'  | ['a',1,2.0]",
        "[]              | 'string'  | []"
      })
  void aBareValueIsADefaultOfItsType(String toml, String type, String json) {
    assertThat(home.schema("a = " + toml))
        .isEqualTo(
            "{'type':'object','properties':{'a':{'type':%s,'default':%s}}}"
                .formatted(type, json)
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                | {'type':'string'} | true",
        "{type='str'}                      | {'type':'string'} | true",
        "{type='path'}                     | {'type':'string'} | true",
        "{type='int'}                      | {'type':'integer'} | true",
        "{type='float'}                    | {'type':'number'} | true",
        "{type='bool'}                     | {'type':'boolean'} | true",
        "{type='flag'}                     | {'type':'boolean'} | false",
        "{type='json-file'}                | {'type':'string'} | true",
        "{type='bool', default=false}      | {'type':'boolean','default':false} | false",
        "{type='float', default=1}         | {'type':'number','default':1} | false",
        "{default=true}                    | {'type':'boolean','default':true} | false",
        "{default={b=1, a={}}}             | {'type':'string','default':{'b':1,'a':{}}} | false",
        "{options=['x','y']}               | {'type':'string','enum':['x','y']} | true",
        "{options=[1,2], default=1}        | {'type':'string','default':1,'enum':[1,2]} | false",
        "{type='int', options=[1,2]}       | {'type':'integer','enum':[1,2]} | true",
        "{type='str', options=[]}          | {'type':'string'} | true",
        "{type='str', required=false}      | {'type':'string'} | false",
        "{default='d', required=true}      | {'type':'string','default':'d'} | true",
        "{type='flag', required=true}      | {'type':'boolean'} | true",
        "{default=5, range=[1,9]} | {'type':'integer','default':5,'minimum':1,'maximum':9} | false",
        "{type='float', range=[0.0,2]}     | {'type':'number','minimum':0.0,'maximum':2} | true",
        "{description='Say', type='str'}   | {'type':'string','description':'Say'} | true",
        "{description='', type='str'}      | {'type':'string'} | true",
        "{multiple=true}                   | {'type':'array','items':{'type':'string'}} | true",
        "{multiple=true, default=80, range=[1,2]} | {'type':'array','items':"
            + "{'type':'integer','default':80,'minimum':1,'maximum':2}} | false"
      })
  void aTableSaysWhatIsNotToBeGuessed(String toml, String property, boolean required) {
    assertThat(home.schema("a = " + toml))
        .isEqualTo(
            ("{'type':'object','properties':{'a':%s}" + (required ? ",'required':['a']}" : "}"))
                .formatted(property)
                .replace('\'', '"'));
  }

  @Test
  void argumentsKeepTheOrderOfTheFile() {
    assertThat(home.schema("zeta = 1\nalpha = 1\n'quoted key' = 1\nbeta.default = 1\naa = 1"))
        .containsSubsequence("zeta", "alpha", "quoted key", "beta", "aa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{type='choice'}", "{options=[]}", "{type='choice', options=[]}"})
  void aChoiceWithoutOptionsIsRefused(String toml) {
    assertThatThrownBy(() -> home.schema("a = " + toml))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageEndingWith(
            "runspec.toml:2: t.args.a is a choice without options; expected options, such as"
                + " [\"fast\", \"slow\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = {type=1}            | :2: t.args.a.type is an integer; expected text in quotes",
        "a = {required='yes'}    | :2: t.args.a.required is text; expected true or false",
        "a = {multiple=1}        | :2: t.args.a.multiple is an integer; expected true or false",
        "a = {description=[]}    | :2: t.args.a.description is an array; expected text in quotes",
        "a = {options='fast'}    | :2: t.args.a.options is text; expected an array of what may be"
            + " chosen",
        "a = {range=[1]}         | :2: t.args.a.range is [1]; expected two numbers such as [1, 100]",
        "a = {range=['1','2']}   | :2: t.args.a.range is [1, 2]; expected two numbers such as"
            + " [1, 100]",
        "a = {range=5}           | :2: t.args.a.range is an integer; expected two numbers such as"
            + " [1, 100]",
        "a = nan                 | :2: t.args.a holds NaN, which JSON cannot say; expected a finite"
            + " number",
        "a = {default=-inf}      | :2: t.args.a.default holds -Infinity, which JSON cannot say;"
            + " expected a finite number",
        "a = 2024-01-31          | :2: t.args.a holds a date or time, which JSON cannot say;"
            + " expected text, a number, true or false: put it in quotes",
        "a = 9223372036854775808 | :2: is not TOML at column 5: Integer is too large; expected a"
            + " file as toml.io describes it"
      })
  void whatDoesNotFitIsRefusedWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> home.schema(line))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageEndingWith("runspec.toml" + message);
  }

  @Test
  void depthIsRefused() {
    assertThatThrownBy(() -> home.schema("a = " + "[".repeat(40) + "]".repeat(40)))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining("nested too deeply");
  }
}
