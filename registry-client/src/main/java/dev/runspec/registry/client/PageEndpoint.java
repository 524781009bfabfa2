package dev.runspec.registry.client;

import java.util.Optional;
import java.util.Set;

/**
 * One page of a list.
 *
 * @param list what is asked for
 * @param asked the queries of the pages that were asked for so far
 */
record PageEndpoint<T>(ListEndpoint<T> list, Set<String> asked) implements Endpoint<Page<T>> {

  @Override
  public String operation() {
    return list.operation();
  }

  @Override
  public String action() {
    return list.action();
  }

  @Override
  public String path() {
    return list.path();
  }

  @Override
  public Page<T> read(Answer answer) {
    Optional<String> next = NextLink.query(answer);
    if (next.filter(asked::contains).isPresent()) {
      throw new UnfitAnswer("names a next page that was read before: " + next.orElseThrow());
    }
    return new Page<>(list.read(answer), next, answer.position());
  }
}
