package dev.runspec.registry.server.query;

import dev.runspec.registry.server.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a filter, in the grammar that users of Consul know:
 *
 * <pre>
 * any      = all *("or" all)
 * all      = one *("and" one)
 * one      = *"not" ("(" any ")" / match)
 * match    = selector ("==" / "!=" / ["not"] "contains" / ["not"] "matches") value
 *          / selector "is" ["not"] "empty"
 *          / value ["not"] "in" selector
 * selector = word *("." word / "[" quoted "]")
 * value    = word / quoted
 * </pre>
 */
final class Parser {

  /** Deepest nesting of parentheses. */
  static final int DEEPEST = 32;

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "in", "is", "contains", "matches");

  private static final String OPERATORS =
      "==, !=, in, not in, contains, not contains, matches, not matches, is empty or is not empty";

  private final Vocabulary vocabulary;
  private final Lexer lexer;
  private Token token;
  private int depth;

  private Parser(String text, Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.lexer = new Lexer(text);
    this.token = lexer.next();
  }

  /**
   * Reads all of {@code text}.
   *
   * @throws InvalidFilter if it cannot be read
   */
  static Expression parse(String text, Vocabulary vocabulary) {
    Parser parser = new Parser(text, vocabulary);
    Expression expression = parser.any();
    if (!parser.token.is(Kind.END)) {
      throw parser.unexpected("and, or or the end");
    }
    return expression;
  }

  private Expression any() {
    List<Expression> parts = new ArrayList<>(List.of(all()));
    while (takes("or")) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Any(parts);
  }

  private Expression all() {
    List<Expression> parts = new ArrayList<>(List.of(one()));
    while (takes("and")) {
      parts.add(one());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.All(parts);
  }

  private Expression one() {
    boolean isNegated = false;
    while (takes("not")) {
      isNegated = !isNegated;
    }
    Expression one = token.is(Kind.OPENING) ? group() : match();
    return isNegated ? new Expression.Not(one) : one;
  }

  private Expression group() {
    Token opening = take();
    if (++depth > DEEPEST) {
      throw new InvalidFilter(
          opening.at(), "expected at most " + DEEPEST + " parentheses within each other");
    }
    Expression inner = any();
    if (!token.is(Kind.CLOSING)) {
      throw unexpected("and, or or the ) for the ( of column " + (opening.at() + 1));
    }
    take();
    depth--;
    return inner;
  }

  private Expression match() {
    if (token.is(Kind.QUOTED)) {
      Token text = take();
      boolean isNegated = takes("not");
      if (!takes("in")) {
        throw unexpected(isNegated ? "in" : "in or not in after a text");
      }
      return in(text, isNegated);
    }
    List<Token> operand = operand("a selector, a value, not or (");
    boolean isNegated = takes("not");
    if (!takes("in")) {
      return match(selector(operand), isNegated);
    }
    if (operand.size() > 1) {
      throw new InvalidFilter(operand.get(0).at(), "expected a value before in, found a selector");
    }
    return in(operand.get(0), isNegated);
  }

  private Expression match(Selector selector, boolean isNegated) {
    if (takes("contains")) {
      return match(selector, Check.Holding.of(value().text()), isNegated);
    }
    if (takes("matches")) {
      return match(selector, pattern(value()), isNegated);
    }
    if (isNegated) {
      throw unexpected("in, contains or matches after not");
    }
    if (takes(Kind.EQUAL)) {
      return match(selector, new Check.Equal(value().text()), false);
    }
    if (takes(Kind.NOT_EQUAL)) {
      return match(selector, new Check.Equal(value().text()), true);
    }
    if (!takes("is")) {
      throw unexpected("one of the operators " + OPERATORS);
    }
    boolean isFilled = takes("not");
    if (!takes("empty")) {
      throw unexpected(isFilled ? "empty" : "empty or not empty");
    }
    return match(selector, new Check.Empty(), isFilled);
  }

  private Expression in(Token value, boolean isNegated) {
    return match(selector(operand("a selector")), Check.Holding.of(value.text()), isNegated);
  }

  private static Expression match(Selector selector, Check check, boolean isNegated) {
    Expression match = new Expression.Match(selector, check);
    return isNegated ? new Expression.Not(match) : match;
  }

  private static Check pattern(Token token) {
    try {
      return new Check.Matching(LinearPattern.of(token.text()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFilter(token.at(), "expected a pattern of RE2, found one " + e.getMessage());
    }
  }

  private Token value() {
    if (!token.is(Kind.QUOTED) && !isName()) {
      throw unexpected("a value");
    }
    return take();
  }

  /** A word and the members behind it that stand in brackets or begin with a dot. */
  private List<Token> operand(String expected) {
    if (!isName()) {
      throw unexpected(expected);
    }
    List<Token> operand = new ArrayList<>(List.of(token));
    int end = take().end();
    while (token.at() == end) {
      if (takes(Kind.OPENING_BRACKET)) {
        if (!token.is(Kind.QUOTED)) {
          throw unexpected("the name of a member in quotes");
        }
        operand.add(take());
        if (!token.is(Kind.CLOSING_BRACKET)) {
          throw unexpected("]");
        }
        end = take().end();
      } else if (operand.size() > 1 && token.is(Kind.WORD) && token.text().startsWith(".")) {
        operand.add(token);
        end = take().end();
      } else {
        break;
      }
    }
    return operand;
  }

  private Selector selector(List<Token> operand) {
    Token first = operand.get(0);
    if (!isBeginningOfName(first.text().charAt(0))) {
      throw new InvalidFilter(first.at(), "expected a selector, found " + first.told());
    }
    List<String> path = new ArrayList<>();
    for (Token part : operand) {
      if (part.is(Kind.QUOTED)) {
        path.add(part.text());
      } else {
        addNames(path, part, part.equals(first) ? 0 : 1);
      }
    }
    String fault = vocabulary.fault(path);
    if (fault != null) {
      throw new InvalidFilter(first.at(), fault + ", found " + first.told());
    }
    return vocabulary.selector(path);
  }

  private static void addNames(List<String> path, Token word, int from) {
    int begin = from;
    while (begin <= word.text().length()) {
      int dot = word.text().indexOf('.', begin);
      int end = dot < 0 ? word.text().length() : dot;
      if (end == begin) {
        throw new InvalidFilter(word.at() + begin, "expected the name of a member beside the dot");
      }
      path.add(word.text().substring(begin, end));
      begin = end + 1;
    }
  }

  private boolean isName() {
    return token.is(Kind.WORD) && !KEYWORDS.contains(token.text());
  }

  private static boolean isBeginningOfName(char unit) {
    return Character.isLetter(unit) || unit == '_' || unit == '$';
  }

  private boolean takes(String word) {
    boolean isThere = token.says(word);
    if (isThere) {
      take();
    }
    return isThere;
  }

  private boolean takes(Kind kind) {
    boolean isThere = token.is(kind);
    if (isThere) {
      take();
    }
    return isThere;
  }

  private Token take() {
    Token taken = token;
    token = lexer.next();
    return taken;
  }

  private InvalidFilter unexpected(String expected) {
    String hint =
        token.is(Kind.WORD) && KEYWORDS.contains(token.text())
            ? ", a word of the language: as a value it needs quotes"
            : "";
    return new InvalidFilter(token.at(), "expected " + expected + ", found " + token.told() + hint);
  }
}
