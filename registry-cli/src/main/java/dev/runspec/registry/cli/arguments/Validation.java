package dev.runspec.registry.cli.arguments;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.Evaluator.Result;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Values held against a schema that nobody vouches for. References stay within it and are followed
 * only so often, and patterns look at texts only so often; without references the effort is that of
 * the two sizes.
 */
final class Validation {

  private static final int MOST_REFERENCES = 1_000;

  /** How many may lie within each other: less than what any stack has room for. */
  private static final int DEEPEST_REFERENCE = 100;

  private static final int MOST_LOOKS = 5_000_000;

  private final AtomicInteger references = new AtomicInteger(MOST_REFERENCES);
  private final AtomicInteger depth = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger(MOST_LOOKS);

  /**
   * What is wrong with the values; nothing when they fit.
   *
   * @throws UncheckableSchema if that cannot be said
   */
  List<Error> errors(Map<String, @Nullable Object> schema, Map<String, @Nullable Object> values) {
    EvaluatorFactory bounded =
        new EvaluatorFactory.Builder()
            .withKeyword("$ref", this::reference)
            .withKeyword("pattern", (context, node) -> pattern(node))
            .build();
    try {
      Validator.Result result =
          new ValidatorFactory()
              .withJsonNodeFactory(ValueNode.FACTORY)
              .withEvaluatorFactory(bounded)
              .withDisabledSchemaValidation(true)
              .validate((Object) schema, (Object) values);
      return result.isValid() ? List.of() : result.getErrors();
    } catch (UncheckableSchema e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new UncheckableSchema("is nested too deeply");
    } catch (RuntimeException e) {
      throw new UncheckableSchema("is not one that can be read (" + e.getMessage() + ")");
    }
  }

  private Evaluator reference(SchemaParsingContext context, JsonNode target) {
    String place = context.getParentUri() + "#" + decoded(target.asString().substring(1));
    return (evaluation, node) -> {
      if (references.decrementAndGet() < 0 || depth.get() == DEEPEST_REFERENCE) {
        throw new UncheckableSchema("refers to itself without end");
      }
      depth.incrementAndGet();
      boolean isValid = evaluation.resolveRefAndValidate(place, node);
      depth.decrementAndGet();
      return isValid ? Result.success() : Result.failure();
    };
  }

  private static String decoded(String fragment) {
    return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** A pattern that Java does not know says nothing: it may be one of another language. */
  private Evaluator pattern(JsonNode node) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(node.asString());
    } catch (PatternSyntaxException e) {
      return (evaluation, value) -> Result.success();
    }
    return (evaluation, value) ->
        !value.isString() || pattern.matcher(new BoundedText(value.asString(), looks)).find()
            ? Result.success()
            : Result.failure("it does not match " + pattern);
  }
}
