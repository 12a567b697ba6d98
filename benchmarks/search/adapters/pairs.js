// What the libraries are given to cut texts with: our folding, then words and pairs of characters.
function pairsOf(text) {
  const found = []
  eachToken(fold(text).text, (token, start, end, loose) => loose || found.push(token))
  return found
}
