// Checks published files of a log with the stock library of the Go checksum database, and nothing of ours.
//
//	main FOLDER VKEY
//
// FOLDER holds what a web server would hand out (checkpoint, tile/...), receipts (*.tlog-proof) and one line a
// consistency proof in "continuations": old size, new size, old root, new root, hashes, in base 64.
// It prints what it found and ends with status 1 at the first thing that does not hold, naming it.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type files struct{ folder string }

func (f files) Height() int { return height }

func (f files) SaveTiles([]tlog.Tile, [][]byte) {}

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		content, err := f.read(tile)
		if err != nil {
			return nil, err
		}
		found = append(found, content)
	}
	return found, nil
}

// read finds a tile under its own width, or else the full one it became.
func (f files) read(tile tlog.Tile) ([]byte, error) {
	content, err := os.ReadFile(f.path(tile))
	if os.IsNotExist(err) {
		full := tile
		full.W = 1 << height
		content, err = os.ReadFile(f.path(full))
		if err == nil && tile.L >= 0 {
			content = content[:tile.W*tlog.HashSize]
		}
	}
	return content, err
}

// path leaves out the height, which C2SP tlog-tiles fixes, and calls the entries by their name there.
func (f files) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return filepath.Join(f.folder, strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func main() {
	folder := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	check(err, "verifier key")
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err, "checkpoint")
	tree := opened(signed, verifier)
	reader := tlog.TileHashReader(tree, files{folder})

	root, err := tlog.TreeHash(tree.N, reader)
	check(err, "tiles")
	hold(root == tree.Hash, "the tiles are not of the checkpoint's root")
	fmt.Printf("checkpoint %d\n", tree.N)
	fmt.Printf("entries %d\n", entries(tree, files{folder}, reader))
	fmt.Printf("receipts %d\n", receipts(folder, verifier))
	fmt.Printf("continuations %d\n", continuations(folder))
}

func opened(signed []byte, verifier note.Verifier) tlog.Tree {
	read, err := note.Open(signed, note.VerifierList(verifier))
	check(err, "signature")
	lines := strings.Split(read.Text, "\n")
	hold(len(lines) == 4 && lines[0] == verifier.Name(), "the checkpoint is not of this log")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "size")
	return tlog.Tree{N: size, Hash: hash(lines[2])}
}

func entries(tree tlog.Tree, all files, reader tlog.HashReader) int64 {
	var index int64
	for index < tree.N {
		width := min(tree.N-index, 1<<height)
		content, err := all.read(tlog.Tile{H: height, L: -1, N: index >> height, W: int(width)})
		check(err, "entry bundle")
		for end := index + width; index < end; index++ {
			hold(len(content) >= 2, "an entry bundle is too short")
			length := 2 + int(binary.BigEndian.Uint16(content))
			hold(len(content) >= length, "an entry bundle is too short")
			want, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			check(err, "tiles")
			hold(tlog.RecordHash(content[2:length]) == want[0], fmt.Sprintf("entry %d is not the sealed one", index+1))
			content = content[length:]
		}
		hold(len(content) == 0, "an entry bundle is too long")
	}
	return index
}

func receipts(folder string, verifier note.Verifier) int {
	paths, err := filepath.Glob(filepath.Join(folder, "*.tlog-proof"))
	check(err, "receipts")
	for _, path := range paths {
		content, err := os.ReadFile(path)
		check(err, path)
		head, signed, found := bytes.Cut(content, []byte("\n\n"))
		lines := strings.Split(string(head), "\n")
		hold(found && lines[0] == "c2sp.org/tlog-proof@v1", path)
		entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
		check(err, path)
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
		check(err, path)
		var proof tlog.RecordProof
		for _, line := range lines[3:] {
			proof = append(proof, hash(line))
		}
		tree := opened(signed, verifier)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)), path)
	}
	return len(paths)
}

func continuations(folder string) int {
	content, err := os.ReadFile(filepath.Join(folder, "continuations"))
	check(err, "continuations")
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	for _, line := range lines {
		words := strings.Fields(line)
		older, err := strconv.ParseInt(words[0], 10, 64)
		check(err, line)
		newer, err := strconv.ParseInt(words[1], 10, 64)
		check(err, line)
		var proof tlog.TreeProof
		for _, word := range words[4:] {
			proof = append(proof, hash(word))
		}
		check(tlog.CheckTree(proof, newer, hash(words[3]), older, hash(words[2])), line)
	}
	return len(lines)
}

func hash(text string) tlog.Hash {
	found, err := tlog.ParseHash(text)
	check(err, text)
	return found
}

func min(one, other int64) int64 {
	if one < other {
		return one
	}
	return other
}

func check(err error, what string) {
	if err != nil {
		hold(false, fmt.Sprintf("%s: %v", what, err))
	}
}

func hold(holds bool, what string) {
	if !holds {
		fmt.Println(what)
		os.Exit(1)
	}
}
