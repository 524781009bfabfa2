package dev.runspec.registry.cli.arguments;

/** A schema by which nothing can be checked, in words that follow "its schema". */
final class UncheckableSchema extends RuntimeException {

  private static final long serialVersionUID = 1;

  UncheckableSchema(String why) {
    super(why);
  }
}
