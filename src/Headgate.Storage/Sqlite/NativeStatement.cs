using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Headgate.Storage.Sqlite;

/// <summary>
/// The calls that a row makes a dozen times (https://sqlite.org/c3ref/bind_blob.html), on the same library as SQLitePCLRaw. Its own marshalling
/// of handles and of each transition costs more than what the call does; binding what stays where it is neither blocks nor calls back, so
/// that it needs no transition.
/// </summary>
internal static unsafe partial class NativeStatement
{
    /// <summary>The destructor that says: the bytes stay where they are until the value is bound anew.</summary>
    public const nint Static = 0;

    /// <summary>The destructor that says: copy the bytes now.</summary>
    public const nint Transient = -1;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressGCTransition]
    public static partial int BindNumber(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressGCTransition]
    public static partial int BindText(nint statement, int parameter, byte* bytes, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressGCTransition]
    public static partial int BindBlob(nint statement, int parameter, byte* bytes, int length, nint destructor);

    /// <summary>Copies bytes, which may be many: a collection need not wait for that.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int CopyText(nint statement, int parameter, byte* bytes, int length, nint destructor);

    /// <summary>Copies bytes, which may be many: a collection need not wait for that.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int CopyBlob(nint statement, int parameter, byte* bytes, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int parameter);
}
